// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Numerics;
using System.Runtime.InteropServices;

namespace Microsoft.ML.FluxTrainers;

/// <content>The element-wise updates: one loop, compiled once for each rule.</content>
internal sealed partial class ManagedVector
{
    /// <summary>How a value v follows from its old value and two operands. A struct, so that the loop below inlines it.</summary>
    private interface IRule
    {
        Vector<float> Next(Vector<float> v, Vector<float> x, Vector<float> y);
    }

    private void Update<TRule>(TRule rule, ReadOnlySpan<float> x, ReadOnlySpan<float> y)
        where TRule : struct, IRule
    {
        var values = MemoryMarshal.Cast<float, Vector<float>>(Span);
        var first = Vectors(x);
        var second = Vectors(y);
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = rule.Next(values[i], first[i], second[i]);
        }

        var done = values.Length * Vector<float>.Count;
        if (done < Length)
        {
            Span<float> rest = stackalloc float[Vector<float>.Count];
            rule.Next(Padded(Span[done..]), Padded(x[done..]), Padded(y[done..])).CopyTo(rest);
            rest[..(Length - done)].CopyTo(Span[done..]);
        }
    }

    private static Vector<float> Padded(ReadOnlySpan<float> values)
    {
        Span<float> whole = stackalloc float[Vector<float>.Count];
        whole.Clear();
        values.CopyTo(whole);
        return new Vector<float>(whole);
    }

    private readonly struct Scaling(float factor) : IRule
    {
        public Vector<float> Next(Vector<float> v, Vector<float> x, Vector<float> y) => v * factor;
    }

    private readonly struct Clamping(float minimum, float maximum) : IRule
    {
        // Comparisons with NaN are false, so NaN stays; Vector.Min and Max differ in that between .NET versions.
        public Vector<float> Next(Vector<float> v, Vector<float> x, Vector<float> y)
        {
            var (low, high) = (new Vector<float>(minimum), new Vector<float>(maximum));
            v = Vector.ConditionalSelect(Vector.LessThan(v, low), low, v);
            return Vector.ConditionalSelect(Vector.GreaterThan(v, high), high, v);
        }
    }

    private readonly struct Maximum : IRule
    {
        // A NaN on either side stays NaN.
        public Vector<float> Next(Vector<float> v, Vector<float> x, Vector<float> y) =>
            Vector.ConditionalSelect(Vector.GreaterThan(v, x) | ~Vector.Equals(v, v), v, x);
    }

    private readonly struct Accumulation(float keep, float gain) : IRule
    {
        public Vector<float> Next(Vector<float> v, Vector<float> x, Vector<float> y) => (v * keep) + (x * gain);
    }

    private readonly struct ProductAccumulation(float keep, float gain) : IRule
    {
        public Vector<float> Next(Vector<float> v, Vector<float> x, Vector<float> y) => (v * keep) + (x * y * gain);
    }

    private readonly struct RootQuotient(float gain, float rootScale, float epsilon) : IRule
    {
        public Vector<float> Next(Vector<float> v, Vector<float> x, Vector<float> y) =>
            v + (x * gain / ((Vector.SquareRoot(y) * rootScale) + new Vector<float>(epsilon)));
    }

    private readonly struct RootRatio(float epsilon) : IRule
    {
        public Vector<float> Next(Vector<float> v, Vector<float> x, Vector<float> y) =>
            v * (Vector.SquareRoot(x + new Vector<float>(epsilon)) / Vector.SquareRoot(y + new Vector<float>(epsilon)));
    }

    private readonly struct SignAddition(float gain) : IRule
    {
        public Vector<float> Next(Vector<float> v, Vector<float> x, Vector<float> y)
        {
            var step = new Vector<float>(gain);
            v = Vector.ConditionalSelect(Vector.GreaterThan(x, Vector<float>.Zero), v + step, v);
            return Vector.ConditionalSelect(Vector.LessThan(x, Vector<float>.Zero), v - step, v);
        }
    }
}
