// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace Microsoft.ML.FluxTrainers;

/// <summary>A <see cref="FlatVector"/> in the managed memory of this process: the one for training on the CPU.</summary>
/// <remarks>
/// The memory is pinned, so that torch tensors can view it (torch.frombuffer) while this class updates it without a native call.
/// Updates use only operations that IEEE 754 rounds exactly, never a fused multiply-add, so that every processor gives the same
/// bits.
/// </remarks>
internal sealed partial class ManagedVector : FlatVector
{
    private readonly int _start;
    private readonly bool _isSlice;

    public ManagedVector(int length)
        : this(new PinnedFloats(length), length)
    {
    }

    /// <summary>A vector over the first floats of memory that has more.</summary>
    public ManagedVector(PinnedFloats memory, int length)
        : base(length) => Memory = memory;

    private ManagedVector(ManagedVector whole, int start, int length)
        : base(length) => (Memory, _start, _isSlice) = (whole.Memory, whole._start + start, true);

    /// <summary>Where the values are.</summary>
    public PinnedFloats Memory { get; }

    /// <summary>The values.</summary>
    public Span<float> Span => Memory.Span.Slice(_start, Length);

    public override FlatVector NewZeros() => new ManagedVector(Length);

    public override FlatVector Slice(int start, int length) =>
        start >= 0 && start <= Length - length
            ? new ManagedVector(this, start, length)
            : throw new ArgumentOutOfRangeException(nameof(start), start, $"There are no {length} values from {start} in a vector of {Length}.");

    public override void Fill(double value)
    {
        if (value == 0)
        {
            Span.Clear(); // after every step; several times as fast
        }
        else
        {
            Span.Fill((float)value);
        }
    }

    public override void CopyFrom(FlatVector x) => Of(x).CopyTo(Span);

    public override void CopyFrom(ReadOnlySpan<float> values)
    {
        CheckLength(values.Length);
        values.CopyTo(Span);
    }

    public override void CopyTo(Span<float> values)
    {
        CheckLength(values.Length);
        Span.CopyTo(values);
    }

    public override void Clamp(double minimum, double maximum) =>
        Update(new Clamping((float)minimum, (float)maximum), Span, Span);

    public override void Max(FlatVector x) => Update(default(Maximum), Of(x), Of(x));

    public override void Accumulate(double keep, FlatVector x, double gain) =>
        Update(new Accumulation((float)keep, (float)gain), Of(x), Of(x));

    public override void AccumulateProduct(double keep, FlatVector x, FlatVector y, double gain) =>
        Update(new ProductAccumulation((float)keep, (float)gain), Of(x), Of(y));

    public override void AddQuotientOfRoot(FlatVector x, FlatVector y, double gain, double rootScale, double epsilon) =>
        Update(new RootQuotient((float)gain, (float)rootScale, (float)epsilon), Of(x), Of(y));

    public override void ScaleByRatioOfRoots(FlatVector x, FlatVector y, double epsilon) =>
        Update(new RootRatio((float)epsilon), Of(x), Of(y));

    public override void AddSign(FlatVector x, double gain) => Update(new SignAddition((float)gain), Of(x), Of(x));

    public override double Dot(FlatVector x)
    {
        var other = Of(x);
        var own = Span;
        var left = Vectors(own);
        var right = Vectors(other);
        var (low, high) = (Vector<double>.Zero, Vector<double>.Zero);
        for (var i = 0; i < left.Length; i++)
        {
            Vector.Widen(left[i], out var leftLow, out var leftHigh);
            Vector.Widen(right[i], out var rightLow, out var rightHigh);
            low += leftLow * rightLow;
            high += leftHigh * rightHigh;
        }

        var sum = Vector.Sum(low + high);
        for (var i = left.Length * Vector<float>.Count; i < Length; i++)
        {
            sum += (double)own[i] * other[i];
        }

        return sum;
    }

    public override double SumOfMagnitudes()
    {
        var own = Span;
        var values = Vectors(own);
        var sums = Vector<double>.Zero;
        foreach (var value in values)
        {
            Vector.Widen(Vector.Abs(value), out var low, out var high);
            sums += low + high;
        }

        var sum = Vector.Sum(sums);
        for (var i = values.Length * Vector<float>.Count; i < Length; i++)
        {
            sum += Math.Abs((double)own[i]);
        }

        return sum;
    }

    public override double LargestMagnitude() => Math.Abs((double)TensorPrimitives.MaxMagnitude(Span));

    /// <summary>Does nothing: the array is garbage once neither this vector nor a tensor that views it is in use.</summary>
    public override void Dispose()
    {
    }

    protected override void Multiply(double factor) => Update(new Scaling((float)factor), Span, Span);

    private ReadOnlySpan<float> Of(FlatVector x) => Same<ManagedVector>(x).Span;

    private static ReadOnlySpan<Vector<float>> Vectors(ReadOnlySpan<float> values) =>
        MemoryMarshal.Cast<float, Vector<float>>(values);
}
