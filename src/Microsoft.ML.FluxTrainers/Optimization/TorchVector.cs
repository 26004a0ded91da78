// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.FluxTrainers;

/// <summary>A <see cref="FlatVector"/> that is a torch tensor: the one for training on a GPU.</summary>
/// <remarks>Only the operations that return a number or copy to this process wait for the device; no step but that of L-BFGS needs one. Scalars are held until the
/// call that uses them is done, for which TorchSharp 0.107 does not care: the garbage collector may free them before.</remarks>
internal sealed class TorchVector : FlatVector
{
    /// <summary>Takes over a contiguous float32 tensor of one dimension, which <see cref="Dispose"/> frees.</summary>
    public TorchVector(Tensor tensor)
        : base(checked((int)tensor.numel()))
    {
        if (tensor.dtype != ScalarType.Float32 || tensor.dim() != 1 || !tensor.is_contiguous())
        {
            throw new ArgumentException($"A flat vector needs a contiguous float32 tensor [n], not {tensor}.", nameof(tensor));
        }

        Tensor = tensor.DetachFromDisposeScope();
    }

    /// <summary>The values; network parameters and gradients may be views of it.</summary>
    public Tensor Tensor { get; }

    public override FlatVector NewZeros() => new TorchVector(zeros_like(Tensor));

    public override FlatVector Slice(int start, int length) => new TorchVector(Tensor.narrow(0, start, length));

    public override void Fill(double value)
    {
        using Scalar scalar = value;
        Tensor.fill_(scalar);
    }

    public override void CopyFrom(FlatVector x) => Tensor.copy_(Of(x));

    public override void CopyFrom(ReadOnlySpan<float> values)
    {
        CheckLength(values.Length);
        using var copy = tensor(values.ToArray(), device: CPU);
        Tensor.copy_(copy);
    }

    public override void CopyTo(Span<float> values)
    {
        CheckLength(values.Length);
        using var copy = Tensor.cpu();
        copy.data<float>().ToArray().CopyTo(values);
    }

    public override void Scale(double factor)
    {
        using Scalar scalar = factor;
        Tensor.mul_(scalar);
    }

    public override void Clamp(double minimum, double maximum)
    {
        using Scalar least = minimum;
        using Scalar most = maximum;
        Tensor.clamp_(least, most);
    }

    public override void Max(FlatVector x)
    {
        using var maximum = Tensor.maximum(Of(x));
        Tensor.copy_(maximum);
    }

    public override void Accumulate(double keep, FlatVector x, double gain)
    {
        var other = Of(x);
        if (ReferenceEquals(x, this))
        {
            Scale(keep + gain);
            return;
        }

        Keep(keep);
        Add(other, gain);
    }

    public override void AccumulateProduct(double keep, FlatVector x, FlatVector y, double gain)
    {
        var (first, second) = (Of(x), Of(y));
        if (ReferenceEquals(x, this) || ReferenceEquals(y, this))
        {
            using var product = first.mul(second);
            Keep(keep);
            Add(product, gain);
            return;
        }

        Keep(keep);
        using Scalar scalar = gain;
        Tensor.addcmul_(first, second, scalar);
    }

    public override void AddQuotientOfRoot(FlatVector x, FlatVector y, double gain, double rootScale, double epsilon)
    {
        using var denominator = Of(y).sqrt();
        using Scalar scale = rootScale;
        using Scalar least = epsilon;
        using Scalar scalar = gain;
        denominator.mul_(scale).add_(least);
        Tensor.addcdiv_(Of(x), denominator, scalar);
    }

    public override void ScaleByRatioOfRoots(FlatVector x, FlatVector y, double epsilon)
    {
        using Scalar least = epsilon;
        using var ratio = Of(x).add(least);
        using var divisor = Of(y).add(least);
        ratio.sqrt_().div_(divisor.sqrt_());
        Tensor.mul_(ratio);
    }

    public override void AddSign(FlatVector x, double gain)
    {
        using var sign = Of(x).sign();
        Add(sign, gain);
    }

    public override double Dot(FlatVector x)
    {
        using var scope = NewDisposeScope();
        var other = Of(x).to(ScalarType.Float64);
        return (ReferenceEquals(x, this) ? other : Tensor.to(ScalarType.Float64)).dot(other).item<double>();
    }

    public override double SumOfMagnitudes()
    {
        using var scope = NewDisposeScope();
        return Tensor.abs().sum(ScalarType.Float64).item<double>();
    }

    public override double LargestMagnitude()
    {
        using var scope = NewDisposeScope();
        return Tensor.abs().max().item<float>();
    }

    // In each step: the factor stays on the device.
    public override void ShortenTo(double norm)
    {
        using var scope = NewDisposeScope();
        using Scalar least = 1e-6;
        using Scalar bound = norm;
        using Scalar most = 1.0;
        var doubles = Tensor.to(ScalarType.Float64);
        var factor = doubles.dot(doubles).sqrt_().add_(least).reciprocal_().mul_(bound).clamp_max_(most);
        Tensor.mul_(factor.to(ScalarType.Float32));
    }

    public override void Dispose() => Tensor.Dispose();

    private void Keep(double factor)
    {
        if (factor != 1)
        {
            Scale(factor);
        }
    }

    private void Add(Tensor x, double gain)
    {
        using Scalar scalar = gain;
        Tensor.add_(x, scalar);
    }

    private Tensor Of(FlatVector x) => Same<TorchVector>(x).Tensor;
}
