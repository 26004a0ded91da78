// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using NUnit.Framework;
using static TorchSharp.torch;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>Whole networks for images, in the form in which they are trained and scored. The numbers are those of Reference/networks.py, which also
/// says what their weights are.</summary>
public sealed class WholeNetworksAgainstPyTorchTests
{
    private const int Rows = 3;
    private const int Classes = 4;
    private static readonly System.Text.Json.JsonElement _reference = ReferenceFile.Read("networks.json");

    [TestCaseSource(nameof(Networks))]
    public void Outputs_gradients_and_running_means_are_those_of_PyTorch(string name, StackBuilder builder, int channels, int height, int width)
    {
        using var scope = NewDisposeScope();
        var expected = _reference.GetProperty(name);
        var shape = new NetworkShape(channels * height * width, Classes) { Channels = channels, Height = height, Width = width };
        var stack = builder.Describe(shape);
        var weights = Weights(stack);
        using var module = PoolingFirst.Of(stack).ToModule();
        weights.CopyTo(module);
        ChannelsLast.Arrange(module);
        var pixels = tensor(Noise(expected.GetProperty("pixels").GetInt32(), Rows * shape.Inputs), [Rows, channels, height, width]);
        module.eval();
        var inUse = TorchState.Floats(module.call(pixels));
        module.train();
        var outputs = module.call(pixels);
        nn.functional.cross_entropy(outputs, arange(Rows, ScalarType.Int64), reduction: nn.Reduction.Sum).backward();
        var gradient = TorchState.Floats(module.parameters().First().grad!);
        var means = stack.Buffers.LastOrDefault(slot => slot.Name.EndsWith("running_mean", StringComparison.Ordinal));
        var read = NetworkWeights.Read(stack, module);

        using var managed = ScorerChoice.Make(new TrainedNetwork(builder, shape, stack, NetworkState.Of(weights)), Device.Cpu);
        var scores = new float[Rows * Classes];
        managed.Score(TorchState.Floats(pixels), Rows, scores);

        Assert.That(managed, Is.TypeOf<PlanScorer>());
        Assert.That(scores, Is.EqualTo(expected.GetProperty("in_use").Numbers()).Within(5e-5), "in managed code");
        Assert.That(inUse, Is.EqualTo(expected.GetProperty("in_use").Numbers()).Within(5e-5));
        Assert.That(TorchState.Floats(outputs), Is.EqualTo(expected.GetProperty("in_training").Numbers()).Within(1e-4));
        Assert.That(
            gradient[..8].Select(value => (double)value).Prepend(gradient.Sum(value => (double)value)),
            Is.EqualTo(expected.GetProperty("gradient").Numbers()).Within(0.1).Percent.Or.EqualTo(expected.GetProperty("gradient").Numbers()).Within(1e-3));
        Assert.That(means is null ? [] : read.Buffers[means.Range][..4], Is.EqualTo(expected.GetProperty("running_mean").Numbers()).Within(1e-5));
    }

    private static IEnumerable<TestCaseData> Networks()
    {
        static TestCaseData Case(string name, StackBuilder builder, int channels, int height, int width) =>
            new TestCaseData(name, builder, channels, height, width).SetArgDisplayNames(name);
        yield return Case("ConvBuilder", new ConvBuilder(), 1, 28, 28);
        yield return Case("ConvBuilder with other windows", new ConvBuilder(6, 9) { KernelHeight = 5, KernelWidth = 4, Pooling = 3 }, 3, 21, 26);
        yield return Case("VGG 11", new VggBuilder { Depth = 11, Hidden = 40, Dropout = 0 }, 3, 32, 32);
        yield return Case("VGG 13 with batch norms", new VggBuilder { Depth = 13, BatchNorm = true, Hidden = 40, Dropout = 0 }, 3, 32, 32);
        yield return Case("ResNet 18 of small images", new ResNetBuilder(), 3, 16, 16);
        yield return Case("ResNet 18", new ResNetBuilder(), 3, 64, 64);
    }

    private static NetworkWeights Weights(LayerStack stack)
    {
        var weights = new NetworkWeights(stack);
        foreach (var slot in stack.Parameters)
        {
            var noise = Noise(slot.Offset, slot.Count);
            var gain = 2 / Math.Sqrt(slot.Count / (double)slot.Shape[0]);
            var isBias = slot.Name.EndsWith("bias", StringComparison.Ordinal);
            Array.ConvertAll(noise, value => (float)(slot.Shape.Count > 1 ? value * gain : isBias ? value / 10 : 1 + (value / 4)))
                .CopyTo(weights.Parameters.AsSpan(slot.Range));
        }

        foreach (var slot in stack.Buffers)
        {
            var isMean = slot.Name.EndsWith("mean", StringComparison.Ordinal);
            Array.ConvertAll(Noise(slot.Offset, slot.Count), value => isMean ? value / 10 : 1 + (value / 4))
                .CopyTo(weights.Buffers.AsSpan(slot.Range));
        }

        return weights;
    }

    /// <summary>Numbers between -1 and 1 that look random; the k-th depends on k alone.</summary>
    private static float[] Noise(int start, int count)
    {
        var noise = new float[count];
        for (var i = 0; i < count; i++)
        {
            var h = ((uint)(start + i) * 0x9E3779B1u) + 1;
            h = (h ^ (h >> 15)) * 0x85EBCA6Bu;
            h = (h ^ (h >> 13)) * 0xC2B2AE35u;
            noise[i] = (float)(((h ^ (h >> 16)) / 2147483648.0) - 1);
        }

        return noise;
    }
}
