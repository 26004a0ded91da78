// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.FluxTrainers;

/// <summary>A <see cref="FlatVector"/> that is a torch tensor: the one for training on a GPU.</summary>
/// <remarks>Only the operations that return a number or copy to this process wait for the device; no step but that of L-BFGS needs one. Scalars are held until the
/// call that uses them is done, for which TorchSharp 0.107 does not care: the garbage collector may free them before.</remarks>
internal sealed class TorchVector : FlatVector
{
    private readonly Tensor _tensor;
    private bool _isShared; // with slices, which must see each change at once
    private (double Value, Tensor Tensor)? _share; // of Follow, on the device
    private bool _isCleared; // all values are to be read as 0, whatever is in memory
    /// <summary>Takes over a contiguous float32 tensor of one dimension, which <see cref="Dispose"/> frees.</summary>
    public TorchVector(Tensor tensor)
        : base(checked((int)tensor.numel()))
    {
        if (tensor.dtype != ScalarType.Float32 || tensor.dim() != 1 || !tensor.is_contiguous())
        {
            throw new ArgumentException($"A flat vector needs a contiguous float32 tensor [n], not {tensor}.", nameof(tensor));
        }

        _tensor = tensor.DetachFromDisposeScope();
    }

    /// <summary>The values; network parameters may be views of it.</summary>
    public Tensor Tensor
    {
        get
        {
            if (_isCleared)
            {
                _isCleared = false;
                _tensor.zero_();
            }

            return _tensor;
        }
    }

    public override FlatVector NewZeros() => new TorchVector(zeros_like(Tensor));

    public override FlatVector Slice(int start, int length)
    {
        _isShared = true;
        return new TorchVector(Tensor.narrow(0, start, length)) { _isShared = true };
    }

    /// <summary>Adds values: in the gradient of a step, which is cleared before, they take the place of the memory, without a kernel.</summary>
    /// <param name="values">A contiguous float32 tensor of the same length, which is not used any more.</param>
    public void Add(Tensor values)
    {
        if (!_isCleared)
        {
            _tensor.add_(values);
            return;
        }

        _isCleared = false;
        _tensor.set_(values);
    }

    public override void Fill(double value)
    {
        if (value == 0 && !_isShared)
        {
            _isCleared = true;
            return;
        }

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

        Scale(keep);
        Add(other, gain);
    }

    public override void AccumulateProduct(double keep, FlatVector x, FlatVector y, double gain)
    {
        var (first, second) = (Of(x), Of(y));
        if (ReferenceEquals(x, this) || ReferenceEquals(y, this))
        {
            using var product = first.mul(second);
            Scale(keep);
            Add(product, gain);
            return;
        }

        Scale(keep);
        using Scalar scalar = gain;
        Tensor.addcmul_(first, second, scalar);
    }

    public override void AddQuotientOfRoot(FlatVector x, FlatVector y, double gain, double rootScale, double epsilon)
    {
        // Both halves of the quotient divided by the scale of the root: a kernel less.
        using var denominator = Of(y).sqrt();
        using Scalar least = epsilon / rootScale;
        using Scalar scalar = gain / rootScale;
        denominator.add_(least);
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
        using Scalar one = 1.0;
        var doubles = Tensor.to(ScalarType.Float64);
        Tensor.div_(doubles.dot(doubles).sqrt_().add_(least).div_(bound).clamp_min_(one)); // a tensor of no dimension: the quotient is of float32
    }

    public override void Dispose()
    {
        _share?.Tensor.Dispose();
        _tensor.Dispose();
    }

    protected override void Multiply(double factor)
    {
        using Scalar scalar = factor;
        Tensor.mul_(scalar);
    }

    /// <inheritdoc/>
    /// <remarks>One kernel for two: the mean moves by a share of its distance from the gradient.</remarks>
    protected override void Follow(FlatVector g, in MomentStep step)
    {
        if (step.Keep1 + step.Gain1 != 1)
        {
            base.Follow(g, step);
            return;
        }

        Tensor.lerp_(Of(g), Share(step.Gain1));
    }

    /// <summary>A number as a tensor on the device, where it is copied once.</summary>
    private Tensor Share(double value)
    {
        if (_share is { } known && known.Value == value)
        {
            return known.Tensor;
        }

        _share?.Tensor.Dispose();
        _share = (value, tensor((float)value, device: _tensor.device).DetachFromDisposeScope());
        return _share.Value.Tensor;
    }

    private void Add(Tensor x, double gain)
    {
        using Scalar scalar = gain;
        Tensor.add_(x, scalar);
    }

    private Tensor Of(FlatVector x) => Same<TorchVector>(x).Tensor;
}
