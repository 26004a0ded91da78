// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Buffers.Binary;
using NUnit.Framework;
using static TorchSharp.torch;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>Weights from a file of the user's.</summary>
public sealed class PretrainedWeightsTests
{
    // 2 inputs, 3 classes: dense0.weight [2, 2], dense0.bias [2], output.weight [3, 2], output.bias [3].
    private static readonly NeuralClassifierOptions _options = new() { Builder = new MlpBuilder(2), Epochs = 0, Seed = 3, Device = Device.Cpu };

    private readonly List<string> _files = [];

    [TearDown]
    public void DeleteFiles()
    {
        _files.ForEach(File.Delete);
        _files.Clear();
    }

    [Test]
    public void What_fits_by_name_and_shape_is_loaded_and_the_rest_is_drawn_and_counted([Values] bool isModule)
    {
        var options = _options;
        if (isModule)
        {
            options = _options with { Builder = NetworkBuilder.From("mine", shape => new Own(shape)) };
        }

        var context = new MLContext();
        var log = context.Listen(Microsoft.ML.Runtime.ChannelMessageKind.Info);
        var path = Write(Tensor("dense0.weight", [2, 2], 1, 2, 3, 4), Tensor("output.bias", [3], 5, 6, 7), Tensor("head.weight", [1], 8), Tensor("z", [], 9));
        using var drawn = options.Fit(TestRows.Blobs(9));
        using var loaded = (options with { Pretrained = new(path) }).Fit(context, TestRows.Blobs(9));

        Assert.That(Values(loaded, "dense0.weight"), Is.EqualTo(new[] { 1f, 2, 3, 4 }));
        Assert.That(Values(loaded, "output.bias"), Is.EqualTo(new[] { 5f, 6, 7 }));
        Assert.That(Values(loaded, "dense0.bias"), Is.EqualTo(Values(drawn, "dense0.bias")));
        Assert.That(Values(loaded, "output.weight"), Is.EqualTo(Values(drawn, "output.weight")));
        Assert.That(log, Has.Some.EndsWith(
            $"Loaded 2 of the network's 4 tensors from '{path}'. 2 tensors of the network are not in the file: dense0.bias, output.weight. "
            + "2 tensors of the file are not in the network: head.weight, z."));
    }

    [Test]
    public void Training_starts_from_them()
    {
        var context = new MLContext();
        using var donor = (_options with { Epochs = 30, Seed = 8 }).Fit(context, TestRows.Blobs(60));
        var path = Write();
        using (var file = File.Create(path))
        {
            donor.Model.SaveWeights(file);
        }

        using var started = (_options with { Epochs = 1, Pretrained = new(path) }).Fit(TestRows.Blobs(60));

        // Epoch 0 of the second fit is measured on the final weights of the first.
        Assert.That(started.History.TrainingLosses[0], Is.EqualTo(-Mean(donor)).Within(1e-5));

        static double Mean(NeuralTransformer model) =>
            model.Scores(TestRows.Blobs(60)).Zip(TestRows.Blobs(60), (scores, row) => Math.Log(scores[row.Label])).Average();
    }

    [Test]
    public void Averages_and_counters_of_a_batch_norm_are_loaded_too()
    {
        var path = Write(
            Tensor("norm0.running_mean", [2], 1, 2), Tensor("norm0.running_var", [2], 3, 4), NamedTensor.FromInt64s("norm0.num_batches_tracked", [], [77]));
        var options = _options with { Builder = new MlpBuilder(2) { Normalization = Normalization.BatchNorm }, Pretrained = new(path) };
        using var model = options.Fit(TestRows.Blobs(9));

        Assert.That(Values(model, "norm0.running_mean"), Is.EqualTo(new[] { 1f, 2 }));
        Assert.That(Values(model, "norm0.running_var"), Is.EqualTo(new[] { 3f, 4 }));
        Assert.That(model.Model.Network.State.Tensors.Single(tensor => tensor.Name == "norm0.num_batches_tracked").Values, Is.EqualTo(new long[] { 77 }));
    }

    // 1.5 and -2 in bits: half 3E00 and C000, bfloat16 3FC0 and C000.
    [TestCase("F16", 0x3E00, 0xC000)]
    [TestCase("BF16", 0x3FC0, 0xC000)]
    public void Floats_of_16_bits_are_converted(string type, int first, int second)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt16LittleEndian(bytes, (ushort)first);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(2), (ushort)second);
        var path = Write(new NamedTensor("dense0.bias", Enum.Parse<TensorType>(type), [2], bytes));
        using var model = (_options with { Pretrained = new(path) }).Fit(TestRows.Blobs(9));

        Assert.That(Values(model, "dense0.bias"), Is.EqualTo(new[] { 1.5f, -2 }));
    }

    [Test]
    public void Floats_of_64_bits_are_converted()
    {
        var bytes = new byte[16];
        BinaryPrimitives.WriteDoubleLittleEndian(bytes, 0.1);
        BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(8), -3);
        var path = Write(new NamedTensor("dense0.bias", TensorType.F64, [2], bytes));
        using var model = (_options with { Pretrained = new(path) }).Fit(TestRows.Blobs(9));

        Assert.That(Values(model, "dense0.bias"), Is.EqualTo(new[] { 0.1f, -3 }));
    }

    [Test]
    public void Integers_in_place_of_floats_are_refused()
    {
        var path = Write(NamedTensor.FromInt64s("dense0.bias", [2], [1, 2]));

        Assert.That(
            () => (_options with { Pretrained = new(path) }).Fit(TestRows.Blobs(9)),
            Throws.TypeOf<InvalidDataException>().With.Message.EqualTo(
                $"The file of pretrained weights '{path}' does not fit: Tensor 'dense0.bias' has elements of type I64 where F32 was expected."));
    }

    [Test]
    public void An_output_layer_for_other_classes_keeps_its_initial_weights_as_a_whole()
    {
        var context = new MLContext();
        var log = context.Listen(Microsoft.ML.Runtime.ChannelMessageKind.Info);
        var path = Write(Tensor("dense0.bias", [2], 1, 2), Tensor("output.weight", [1, 2], 1, 2), Tensor("output.bias", [3], 1, 2, 3));
        using var drawn = _options.Fit(TestRows.Blobs(9));
        using var loaded = (_options with { Pretrained = new(path) }).Fit(context, TestRows.Blobs(9));

        Assert.That(Values(loaded, "dense0.bias"), Is.EqualTo(new[] { 1f, 2 }));
        Assert.That(Values(loaded, "output.weight"), Is.EqualTo(Values(drawn, "output.weight")));
        Assert.That(Values(loaded, "output.bias"), Is.EqualTo(Values(drawn, "output.bias")));
        Assert.That(log, Has.Some.Contains("The output layer has another shape there and keeps its initial weights: output.weight, output.bias."));
    }

    [TestCase("output.bias", false)]
    [TestCase("dense0.bias", true)]
    public void Another_shape_is_an_error_elsewhere_or_where_the_output_layer_is_wanted_too(string name, bool exceptOutput)
    {
        var path = Write(Tensor(name, [1], 1));

        Assert.That(
            () => (_options with { Pretrained = new(path) { ExceptOutput = exceptOutput } }).Fit(TestRows.Blobs(9)),
            Throws.InvalidOperationException.With.Message.StartsWith(
                $"The file of pretrained weights '{path}' does not fit the network of MlpBuilder(2): tensor '{name}' has shape [1] in the file and "));
    }

    [Test]
    public void A_file_without_anything_that_fits_is_an_error_with_names_of_both()
    {
        var path = Write([.. Enumerable.Range(1, 7).Select(i => Tensor($"layer{i}", [1], i))]);

        Assert.That(
            () => (_options with { Pretrained = new(path) }).Fit(TestRows.Blobs(9)),
            Throws.InvalidOperationException.With.Message.EqualTo(
                $"No tensor of the file of pretrained weights '{path}' fits the network of MlpBuilder(2) by name and shape. "
                + "The file has: layer1, layer2, layer3, layer4, layer5 and 2 more. The network has: dense0.weight, dense0.bias, output.weight, output.bias."));
    }

    [Test]
    public void A_missing_file_is_named_before_any_row_is_read()
    {
        var context = new MLContext();
        var path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.safetensors");
        var log = context.Listen(Microsoft.ML.Runtime.ChannelMessageKind.Warning);
        var rows = TestRows.Blobs(9);
        rows[0].Features = new(2, [float.NaN, 0]);

        // The row with NaN would be the error otherwise.
        Assert.That(
            () => (_options with { Pretrained = new(path) }).Fit(context, rows),
            Throws.TypeOf<FileNotFoundException>().With.Message.StartsWith($"The file of pretrained weights '{path}' does not exist"));
        Assert.That(log, Is.Empty);
    }

    [TestCase(0)]
    [TestCase(7)]
    [TestCase(60)]
    public void A_damaged_file_is_named(int length)
    {
        var path = Write(Tensor("dense0.bias", [2], 1, 2));
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..length]);

        Assert.That(
            () => (_options with { Pretrained = new(path) }).Fit(TestRows.Blobs(9)),
            Throws.TypeOf<InvalidDataException>().With.Message.StartsWith($"The file of pretrained weights '{path}' can't be read. "));
    }

    [Test]
    public void Weights_that_are_no_numbers_are_named()
    {
        var path = Write(Tensor("dense0.bias", [2], 1, float.NaN));

        Assert.That(() => (_options with { Pretrained = new(path) }).Fit(TestRows.Blobs(9)), Throws.TypeOf<InvalidDataException>().With.Message.EqualTo(
            $"The file of pretrained weights '{path}' does not fit: number 1 of tensor 'dense0.bias' is NaN, as in a network whose training diverged. Nothing can be learned from there."));
    }

    // Torch's own files are zips, or pickles.
    [TestCase(new byte[] { (byte)'P', (byte)'K', 3, 4, 0, 0, 8, 8, 0, 0 })]
    [TestCase(new byte[] { 0x80, 2, 0x8A, 10, 0x6C, 0xFC, 0x9C, 0x46, 0xF9, 0x20 })]
    public void A_file_of_another_format_is_told_from_a_damaged_one(byte[] content)
    {
        var path = Write();
        File.WriteAllBytes(path, content);

        Assert.That(
            () => (_options with { Pretrained = new(path) }).Fit(TestRows.Blobs(9)),
            Throws.TypeOf<InvalidDataException>().With.Message.StartsWith(
                $"The file of pretrained weights '{path}' is not in the safetensors format. Convert files of PyTorch (.pt, .pth) in Python: "));
    }

    [Test]
    public void A_flipped_bit_in_the_weights_of_a_model_is_found()
    {
        var path = Write();
        using var model = _options.Fit(TestRows.Blobs(9));
        var bytes = model.Bits();
        bytes[^1] ^= 1;
        File.WriteAllBytes(path, bytes);

        Assert.That(
            () => (_options with { Pretrained = new(path) }).Fit(TestRows.Blobs(9)),
            Throws.TypeOf<InvalidDataException>().With.Message.Contains("the data does not match its checksum"));
    }

    [Test]
    public void Loaded_layers_can_be_frozen()
    {
        var path = Write(Tensor("dense0.weight", [2, 2], 1, 2, 3, 4));
        using var model = (_options with { Pretrained = new(path), FrozenLayers = ["dense0.*"], Epochs = 2 }).Fit(TestRows.Blobs(30));

        Assert.That(Values(model, "dense0.weight"), Is.EqualTo(new[] { 1f, 2, 3, 4 }));
    }

    [Test]
    public void The_path_is_an_option_as_others()
    {
        var options = _options with { Pretrained = new("weights/resnet18.safetensors") { ExceptOutput = false } };

        Assert.That(OptionsJson.Read<NeuralClassifierOptions>(options.ToJson(), new NamedOptions("")), Is.EqualTo(options));
        Assert.That(options.ToJson(), Does.Contain("\"pretrained\":{\"exceptOutput\":false,\"path\":\"weights/resnet18.safetensors\"}"));
        Assert.That(() => new PretrainedWeights(""), Throws.ArgumentException);
    }

    private static NamedTensor Tensor(string name, ValueList<long> shape, params float[] values) => NamedTensor.FromFloats(name, shape, values);

    private static float[] Values(NeuralTransformer model, string name) =>
        (float[])model.Model.Network.State.Tensors.Single(tensor => tensor.Name == name).Values;

    private string Write(params NamedTensor[] tensors)
    {
        var path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.safetensors");
        _files.Add(path);
        File.WriteAllBytes(path, SafetensorsFile.Written(tensors));
        return path;
    }

    // A type of its own, which can't be described as layers; the same tensors as the builder's.
    private sealed class Own : nn.Module<Tensor, Tensor>
    {
        private readonly TorchSharp.Modules.Linear _dense;
        private readonly TorchSharp.Modules.Linear _output;

        public Own(NetworkShape shape)
            : base(nameof(Own))
        {
            (_dense, _output) = (nn.Linear(shape.Inputs, 2), nn.Linear(2, shape.Outputs));
            register_module("dense0", _dense);
            register_module("output", _output);
        }

        public override Tensor forward(Tensor input) => _output.call(_dense.call(input).relu());
    }
}
