// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Initial weights of deep networks with ReLU, as torchvision draws them: convolutions are normal with variance
/// 2 / fan out, so that gradients keep their size on the way back.</summary>
/// <param name="linearDeviation">The standard deviation of linear layers, whose biases start with 0; or null for PyTorch's own
/// start of linear layers, weights and biases uniform between ±1 / sqrt(inputs).</param>
/// <remarks>He et al. (2015), "Delving deep into rectifiers", ICCV; torchvision's vgg.py (deviation 0.01) and resnet.py
/// (null).</remarks>
internal sealed class KaimingInitialization(double? linearDeviation) : WeightInitialization
{
    public override void Convolution(Span<float> weights, int fanIn, int fanOut, RandomStream random) =>
        random.FillNormal(weights, 0, Math.Sqrt(2.0 / fanOut));

    public override void Linear(Span<float> weights, Span<float> bias, int inputs, int outputs, RandomStream random)
    {
        if (linearDeviation is { } deviation)
        {
            random.FillNormal(weights, 0, deviation);
            return;
        }

        var bound = 1 / Math.Sqrt(inputs);
        random.FillUniform(weights, -bound, bound);
        random.FillUniform(bias, -bound, bound);
    }
}
