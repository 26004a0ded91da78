// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>
/// All parameters of a network, all its gradients or one part of an optimizer's state, as one vector of float32.
/// Operations work in place; those with other vectors need them of the same length and kind, and may be given the vector itself.
/// </summary>
/// <remarks>
/// One vector for a whole network makes a training step a handful of operations, whatever the depth. Factors are given as
/// double and rounded to float32 once. A vector is used by one thread at a time.
/// </remarks>
internal abstract class FlatVector : IDisposable
{
    protected FlatVector(int length) => Length = Guard.Positive(length, nameof(length));

    /// <summary>The number of values, at least 1.</summary>
    public int Length { get; }

    /// <summary>Makes a vector of zeros of the same length, kind and device. The caller disposes it.</summary>
    public abstract FlatVector NewZeros();

    /// <summary>Some of the values, as a vector that shares their memory. The caller disposes it.</summary>
    /// <param name="start">The first value.</param>
    /// <param name="length">How many, at least 1.</param>
    public abstract FlatVector Slice(int start, int length);

    /// <summary>Sets every value v to <paramref name="value"/>.</summary>
    public abstract void Fill(double value);

    /// <summary>Copies the values of <paramref name="x"/>.</summary>
    public abstract void CopyFrom(FlatVector x);

    /// <summary>Copies <see cref="Length"/> values from the memory of this process.</summary>
    public abstract void CopyFrom(ReadOnlySpan<float> values);

    /// <summary>Copies all values to the memory of this process; waits for the device.</summary>
    public abstract void CopyTo(Span<float> values);

    /// <summary>v = v * factor.</summary>
    public void Scale(double factor)
    {
        if (factor != 1)
        {
            Multiply(factor);
        }
    }

    /// <summary>v = min(max(v, minimum), maximum); NaN stays NaN.</summary>
    public abstract void Clamp(double minimum, double maximum);

    /// <summary>v = max(v, x); NaN if either is.</summary>
    public abstract void Max(FlatVector x);

    /// <summary>v = v * keep + x * gain.</summary>
    public abstract void Accumulate(double keep, FlatVector x, double gain);

    /// <summary>v = v * keep + x * y * gain.</summary>
    public abstract void AccumulateProduct(double keep, FlatVector x, FlatVector y, double gain);

    /// <summary>v = v + gain * x / (rootScale * sqrt(y) + epsilon).</summary>
    public abstract void AddQuotientOfRoot(FlatVector x, FlatVector y, double gain, double rootScale, double epsilon);

    /// <summary>The step of the Adam family: g = g * factor; x = x * keep1 + g * gain1; y = y * keep2 + g * g * gain2;
    /// v = v + gain * x / (rootScale * sqrt(y) + epsilon); g = 0.</summary>
    /// <param name="x">The running mean of the gradient; changed.</param>
    /// <param name="y">The running mean of its square; changed.</param>
    /// <param name="g">The gradient; zero afterwards.</param>
    /// <param name="step">The factors.</param>
    public virtual void MoveByMoments(FlatVector x, FlatVector y, FlatVector g, in MomentStep step)
    {
        g.Scale(step.Factor);
        x.Follow(g, step);
        y.AccumulateProduct(step.Keep2, g, g, step.Gain2);
        AddQuotientOfRoot(x, y, step.Gain, step.RootScale, step.Epsilon);
        g.Fill(0);
    }

    /// <summary>v = v * sqrt(x + epsilon) / sqrt(y + epsilon).</summary>
    public abstract void ScaleByRatioOfRoots(FlatVector x, FlatVector y, double epsilon);

    /// <summary>v = v + gain * sign(x), where the sign of 0 is 0.</summary>
    public abstract void AddSign(FlatVector x, double gain);

    /// <summary>The sum of v * x, added up in double precision; waits for the device.</summary>
    public abstract double Dot(FlatVector x);

    /// <summary>The sum of the absolute values, added up in double precision; waits for the device.</summary>
    public abstract double SumOfMagnitudes();

    /// <summary>The largest absolute value, NaN if one is NaN; waits for the device.</summary>
    public abstract double LargestMagnitude();

    /// <summary>Shortens the vector to a 2-norm, if it is longer: v = v * min(1, norm / (|v| + 1e-6)).</summary>
    public virtual void ShortenTo(double norm)
    {
        var factor = norm / (Math.Sqrt(NormSquared()) + 1e-6);
        if (!(factor >= 1))
        {
            Scale(factor);
        }
    }

    /// <summary>v = v + x * gain.</summary>
    public void AddScaled(FlatVector x, double gain) => Accumulate(1, x, gain);

    /// <summary>The squared 2-norm, in double precision; waits for the device.</summary>
    public double NormSquared() => Dot(this);

    /// <summary>Whether a value is NaN or infinite; waits for the device.</summary>
    /// <remarks>A sum of finite float32 magnitudes cannot overflow a double, so it is finite exactly if they all are.</remarks>
    public bool HasNonFinite() => !double.IsFinite(SumOfMagnitudes());

    /// <inheritdoc/>
    public abstract void Dispose();

    /// <summary>v = v * factor, where that changes anything.</summary>
    protected abstract void Multiply(double factor);

    /// <summary>The part of <see cref="MoveByMoments"/> that belongs to the running mean of the gradient.</summary>
    protected virtual void Follow(FlatVector g, in MomentStep step) => Accumulate(step.Keep1, g, step.Gain1);

    /// <summary>The other operand as this kind of vector, or an error: a shorter one would be read past its end.</summary>
    protected TSelf Same<TSelf>(FlatVector other)
        where TSelf : FlatVector
    {
        CheckLength(other.Length);
        return other as TSelf
            ?? throw new ArgumentException($"Can't combine a {typeof(TSelf).Name} with a {other.GetType().Name}.", nameof(other));
    }

    protected void CheckLength(int length)
    {
        if (length != Length)
        {
            throw new ArgumentException($"Can't combine a vector of {Length} values with one of {length}.", nameof(length));
        }
    }
}
