// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using NUnit.Framework;
using static TorchSharp.torch;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>Builders for images. Parameter counts are those that torchvision publishes with its weights.</summary>
public sealed class ImageBuilderTests
{
    private static IEnumerable<TestCaseData> Networks()
    {
        static TestCaseData Case(StackBuilder builder, int count, int outputs = 1000, int channels = 3, int size = 224) =>
            new TestCaseData(builder, Image(channels, size, size, outputs), count).SetArgDisplayNames($"{builder}", $"{channels} x {size} x {size}");
        yield return Case(new ResNetBuilder(), 11_689_512);
        yield return Case(new ResNetBuilder { Depth = 34 }, 21_797_672);
        yield return Case(new VggBuilder { Depth = 11 }, 132_863_336);
        yield return Case(new VggBuilder { Depth = 13 }, 133_047_848);
        yield return Case(new VggBuilder(), 138_357_544);
        yield return Case(new VggBuilder { Depth = 19 }, 143_667_240);
        yield return Case(new VggBuilder { BatchNorm = true }, 138_365_992);
        yield return Case(new VggBuilder { Depth = 19, BatchNorm = true }, 143_678_248);

        // The first convolution has 3 x 3 x 3 x 64 weights instead of 7 x 7 x 3 x 64, the last layer 10 outputs: -7680 - 990 * 513.
        yield return Case(new ResNetBuilder(), 11_173_962, 10, size: 32);

        // 512 x 1 x 1 into 64, 64 and 10 instead of 25088 into 4096, 4096 and 1000.
        yield return Case(new VggBuilder { Depth = 11, Hidden = 64 }, 9_220_480 + (513 * 64) + (65 * 64) + (65 * 10), 10, size: 63);

        // 28, 14, 7 and 3 pixels: 10 * 16, 145 * 32, 289 * 32 and 289 * 10.
        yield return Case(new ConvBuilder(), 16_938, 10, 1, 28);
    }

    [TestCaseSource(nameof(Networks))]
    public void They_have_as_many_parameters_as_published(StackBuilder builder, NetworkShape shape, int count)
    {
        var stack = NetworkCheck.Describe(builder, shape);

        Assert.That(stack.OutputShape(shape.Row), Is.EqualTo((ValueList<int>)[shape.Outputs]));
        Assert.That(stack.ParameterCount, Is.EqualTo(count));
    }

    [Test]
    public void Conv_is_by_default_the_network_of_the_MNIST_tutorial() =>
        Assert.That(
            new ConvBuilder().Describe(Image(1, 28, 28, 10)),
            Is.EqualTo(new LayerStack([
                new("conv0", new Conv2dLayer(1, 16, [3, 3]) { Padding = [1, 1] }),
                new("relu0", new ActivationLayer(Activation.ReLU)),
                new("pool0", new MaxPool2dLayer([2, 2])),
                new("conv1", new Conv2dLayer(16, 32, [3, 3]) { Padding = [1, 1] }),
                new("relu1", new ActivationLayer(Activation.ReLU)),
                new("pool1", new MaxPool2dLayer([2, 2])),
                new("conv2", new Conv2dLayer(32, 32, [3, 3]) { Padding = [1, 1] }),
                new("relu2", new ActivationLayer(Activation.ReLU)),
                new("pool2", new MaxPool2dLayer([2, 2])),
                new("flatten", new FlattenLayer()),
                new("output", new LinearLayer(288, 10))])));

    // 20 x 30: (20 + 4 - 5 + 1) / 3 = 6 and (30 - 2 + 1) / 3 = 9, with 4 channels 216.
    [Test]
    public void Conv_obeys_each_of_its_settings() =>
        Assert.That(
            new ConvBuilder(4) { KernelHeight = 5, KernelWidth = 2, Pooling = 3, Dropout = 0.25, Activation = Activation.GELU }
                .Describe(Image(2, 20, 30, 7)),
            Is.EqualTo(new LayerStack([
                new("conv0", new Conv2dLayer(2, 4, [5, 2]) { Padding = [2, 0] }),
                new("gelu0", new ActivationLayer(Activation.GELU)),
                new("pool0", new MaxPool2dLayer([3, 3])),
                new("flatten", new FlattenLayer()),
                new("dropout", new DropoutLayer(0.25)),
                new("output", new LinearLayer(216, 7))])));

    [Test]
    public void Conv_without_pools_keeps_the_size() =>
        Assert.That(
            new ConvBuilder(5, 6) { Pooling = 1 }.Describe(Image(1, 2, 3, 4)).Layers.Select(item => item.Name),
            Is.EqualTo(new[] { "conv0", "relu0", "conv1", "relu1", "flatten", "output" }));

    [TestCase(8, 8, true)]
    [TestCase(7, 8, false)]
    [TestCase(8, 7, false)]
    public void Conv_refuses_images_that_its_pools_use_up(int height, int width, bool fits) =>
        Assert.That(
            () => new ConvBuilder().Describe(Image(1, height, width, 2)),
            fits ? Throws.Nothing : Throws.InvalidOperationException.With.Message.EqualTo(
                $"Images of {height} x {width} pixels (height x width) are too small for 3 stages of windows of 3 x 3 and pools of 2 x 2: "
                + "nothing is left after stage 3. Take fewer stages, smaller windows or pools, or larger images."));

    [Test]
    public void Vgg_refuses_images_below_32_pixels() =>
        Assert.That(
            () => NetworkCheck.Describe(new VggBuilder(), Image(1, 40, 31, 10)),
            Throws.InvalidOperationException.With.Message.EqualTo(
                "VggBuilder failed to build a network with 1240 inputs and 10 outputs: Images of 40 x 31 pixels (height x width) are too "
                + "small: VGG halves them five times, so they need at least 32 x 32. Resize them, or take ConvBuilder or ResNetBuilder."));

    [Test]
    public void Builders_for_vectors_flatten_images()
    {
        StackBuilder[] builders = [new LinearBuilder { Activation = Activation.ReLU }, new ShortBuilder(), new MlpBuilder(7)];
        foreach (var builder in builders)
        {
            var (images, vectors) = (NetworkCheck.Describe(builder, Image(2, 3, 4, 5)), NetworkCheck.Describe(builder, new NetworkShape(24, 5)));

            Assert.That(images, Is.EqualTo(new LayerStack([new("flatten", new FlattenLayer()), .. vectors.Layers])));
        }
    }

    [Test]
    public void Rows_that_are_no_images_are_refused([Values] bool isVgg) =>
        Assert.That(
            () => (isVgg ? (StackBuilder)new VggBuilder() : new ResNetBuilder()).Describe(new NetworkShape(12, 2)),
            Throws.InvalidOperationException.With.Message.EqualTo(
                $"{(isVgg ? "VggBuilder" : "ResNetBuilder")} makes networks for images, but a row is a vector of 12 numbers without height and width. "
                + "Take MlpBuilder for vectors."));

    // The state dicts of torchvision's vgg11, vgg11_bn and resnet18.
    [Test]
    public void Weights_have_the_names_of_torchvision()
    {
        static List<string> Names(StackBuilder builder) => [.. builder.Describe(Image(3, 64, 64, 9)).Parameters.Select(slot => slot.Name)];
        static IEnumerable<string> Vgg(params int[] features) =>
            features.Select(index => $"features.{index}").Concat(["classifier.0", "classifier.3", "classifier.6"])
                .SelectMany(layer => new[] { layer + ".weight", layer + ".bias" });
        static IEnumerable<string> Block(string name, bool isDown) =>
            new[] { "conv1.weight", "bn1.weight", "bn1.bias", "conv2.weight", "bn2.weight", "bn2.bias" }
                .Concat(isDown ? ["downsample.0.weight", "downsample.1.weight", "downsample.1.bias"] : []).Select(tensor => $"{name}.{tensor}");

        Assert.That(Names(new VggBuilder { Depth = 11 }), Is.EqualTo(Vgg(0, 3, 6, 8, 11, 13, 16, 18)));
        Assert.That(
            Names(new VggBuilder { Depth = 11, BatchNorm = true }),
            Is.EqualTo(Vgg(0, 1, 4, 5, 8, 9, 11, 12, 15, 16, 18, 19, 22, 23, 25, 26)));
        Assert.That(
            Names(new ResNetBuilder()),
            Is.EqualTo(new[] { "conv1.weight", "bn1.weight", "bn1.bias" }
                .Concat(Enumerable.Range(0, 8).SelectMany(block => Block($"layer{(block / 2) + 1}.{block % 2}", block is 2 or 4 or 6)))
                .Concat(["fc.weight", "fc.bias"])));
    }

    // 64 x 64 halves to 32, 16 (pool), 16, 8, 4, 2; 63 x 80 in small steps stays, then 32 x 40, 16 x 20, 8 x 10.
    [TestCase(64, 64, 2, 2)]
    [TestCase(63, 80, 8, 10)]
    [TestCase(1, 1, 1, 1)]
    public void ResNet_starts_gently_where_the_shorter_side_is_below_64_pixels(int height, int width, int lastHeight, int lastWidth)
    {
        var stack = new ResNetBuilder().Describe(Image(1, height, width, 5));
        var blocks = new LayerStack([.. stack.Layers.TakeWhile(item => item.Name != "avgpool")]);

        Assert.That(blocks.OutputShape([1, height, width]), Is.EqualTo((ValueList<int>)[512, lastHeight, lastWidth]));
        Assert.That(stack.Layers.Any(item => item.Name == "maxpool"), Is.EqualTo(height >= 64));
    }

    // Standard deviations: sqrt(2 / (9 * 64)) = 0.0589 for the second convolution; in ResNet uniform within 1 / sqrt(512) = 0.0442
    // for the last layer, in VGG normal with 0.01.
    [Test]
    public void Weights_of_deep_networks_are_drawn_as_torchvision_draws_them()
    {
        static float[] Drawn(StackBuilder builder, string name)
        {
            var weights = InitialNetwork.Create(builder, Image(3, 32, 32, 50), new RandomStreams(1)).Weights!;
            return weights.Parameters[weights.Stack.Parameters.Single(slot => slot.Name == name).Range];
        }

        static double Deviation(float[] values) => Math.Sqrt(values.Average(value => (double)value * value));
        var vgg = new VggBuilder { Depth = 11, Hidden = 256 };
        var last = Drawn(new ResNetBuilder(), "fc.weight");

        Assert.That(Deviation(Drawn(new ResNetBuilder(), "layer1.0.conv1.weight")), Is.EqualTo(Math.Sqrt(2.0 / 576)).Within(2).Percent);
        Assert.That(Deviation(Drawn(new ResNetBuilder(), "layer2.0.downsample.0.weight")), Is.EqualTo(Math.Sqrt(2.0 / 128)).Within(2).Percent);
        Assert.That(Deviation(last), Is.EqualTo(1 / Math.Sqrt(3 * 512)).Within(2).Percent);
        Assert.That(last.Max(), Is.EqualTo(1 / Math.Sqrt(512)).Within(1).Percent);
        Assert.That(Deviation(Drawn(new ResNetBuilder(), "fc.bias")), Is.EqualTo(1 / Math.Sqrt(3 * 512)).Within(25).Percent);
        Assert.That(Drawn(new ResNetBuilder(), "layer1.0.bn1.weight"), Has.All.EqualTo(1f));
        Assert.That(Deviation(Drawn(vgg, "features.3.weight")), Is.EqualTo(Math.Sqrt(2.0 / (9 * 128))).Within(2).Percent);
        Assert.That(Drawn(vgg, "features.3.bias"), Has.All.EqualTo(0f));
        Assert.That(Deviation(Drawn(vgg, "classifier.3.weight")), Is.EqualTo(0.01).Within(2).Percent);
        Assert.That(Drawn(vgg, "classifier.3.bias"), Has.All.EqualTo(0f));
    }

    [Test]
    public void Their_modules_map_images_to_outputs()
    {
        StackBuilder[] builders = [new ConvBuilder(), new VggBuilder { Depth = 11, Hidden = 8, BatchNorm = true }, new ResNetBuilder()];
        foreach (var builder in builders)
        {
            using var module = NetworkCheck.Build(builder, Image(3, 32, 40, 7)); // runs two images

            Assert.That(module.parameters().Select(parameter => parameter.mean().isnan().item<bool>()), Has.All.False);
        }
    }

    [Test]
    public void A_network_for_images_is_tried_and_summed_up_on_images()
    {
        var shape = Image(3, 8, 9, 4);
        long[]? seen = null;
        var custom = NetworkBuilder.From("mine", given =>
        {
            var convolution = nn.Conv2d(given.Channels, 5, 3);
            convolution.register_forward_pre_hook((_, images) =>
            {
                seen = images.shape;
                return images;
            });
            return nn.Sequential(
                ("conv", convolution), ("flat", nn.Flatten()), ("output", nn.Linear(5 * (given.Height - 2) * (given.Width - 2), given.Outputs)));
        });
        var network = InitialNetwork.Create(custom, shape, new RandomStreams(1));
        using var module = network.Module;
        var probe = seen;

        Assert.That(probe, Is.EqualTo(new long[] { 2, 3, 8, 9 }));
        Assert.That(network.Summary(), Does.Match("conv +Conv2d +\\[batch, 5, 6, 7\\] +140\n").And.Match("Total +984\n")); // 211 * 4 + 140
        Assert.That(network.ActivationsPerRow(), Is.EqualTo(210 + 210 + 4));
    }

    // stem 2 * 8 * 8; in the block of 3 x 4 x 4 numbers each: 5 in the body, 2 in the shortcut, sum, activation; in the next 1 and
    // 2; then 3, 3 and 5.
    [Test]
    public void What_layers_inside_a_block_keep_is_counted()
    {
        var network = InitialNetwork.Create(new SmallResidualBuilder(), Image(1, 8, 8, 5), new RandomStreams(1));

        Assert.That(network.ActivationsPerRow(), Is.EqualTo(128 + (48 * 9) + (48 * 3) + 3 + 3 + 5));
        Assert.That(network.Summary(), Does.Contain("Total"));
    }

    // 28 x 28 * 160 + 14 x 14 * 4640 + 7 x 7 * 9248 + 2890; in the other stem 64 * 4, block 16 * (54 + 81 + 6) + 18, block 16 * 84, 20.
    [Test]
    public void The_work_of_a_convolution_counts_each_pixel()
    {
        static long Work(StackBuilder builder, NetworkShape shape) => InitialNetwork.Create(builder, shape, new RandomStreams(1)).MultiplyAddsPerRow();

        Assert.That(Work(new ConvBuilder(), Image(1, 28, 28, 10)), Is.EqualTo(1_490_922));
        Assert.That(Work(new SmallResidualBuilder(), Image(1, 8, 8, 5)), Is.EqualTo(256 + 2274 + 1344 + 20));
        Assert.That(Work(new MlpBuilder(7), new NetworkShape(4, 3)), Is.EqualTo((5 * 7) + (8 * 3)));
    }

    [Test]
    public void Builders_are_compared_written_and_read_as_options()
    {
        NetworkBuilder[] builders =
        [
            new ConvBuilder(4, 5) { KernelWidth = 1, Activation = Activation.ELU(0.5) },
            new VggBuilder { Depth = 19, BatchNorm = true, Hidden = 10, Dropout = 0.25 },
            new ResNetBuilder { Depth = 34 },
        ];

        Assert.That(builders.Select(builder => OptionsJson.Read<NetworkBuilder>(OptionsJson.Write(builder), new NamedOptions(""))), Is.EqualTo(builders));
        Assert.That(
            builders.Select(builder => builder.ToString()),
            Is.EqualTo(new[]
            {
                "ConvBuilder(4, 5) { KernelWidth = 1, Activation = ELU(0.5) }",
                "VggBuilder { Depth = 19, BatchNorm = True, Hidden = 10, Dropout = 0.25 }",
                "ResNetBuilder { Depth = 34 }",
            }));
    }

    [Test]
    public void Bad_settings_are_refused_and_named()
    {
        Assert.That(() => new VggBuilder { Depth = 12 }, Throws.TypeOf<ArgumentOutOfRangeException>().With.Message.StartsWith("Depth must be one of 11, 13, 16, 19."));
        Assert.That(() => new ResNetBuilder { Depth = 50 }, Throws.TypeOf<ArgumentOutOfRangeException>().With.Message.StartsWith("Depth must be one of 18, 34."));
        Assert.That(() => new ConvBuilder(16, 0), Throws.TypeOf<ArgumentOutOfRangeException>().With.Message.StartsWith("Channels must be a list of positive integers."));
        Assert.That(() => new ConvBuilder { Pooling = 0 }, Throws.TypeOf<ArgumentOutOfRangeException>().With.Message.StartsWith("Pooling must be a positive integer."));
        Assert.That(() => new ResidualLayer(null!), Throws.ArgumentNullException);
    }

    private static NetworkShape Image(int channels, int height, int width, int outputs) =>
        new(channels * height * width, outputs) { Channels = channels, Height = height, Width = width };
}
