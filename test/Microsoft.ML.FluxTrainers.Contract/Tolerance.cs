// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers.Contract;

/// <summary>How far two numbers may lie apart.</summary>
/// <param name="SinglePrecision">For numbers of single precision.</param>
/// <param name="DoublePrecision">For numbers of double precision.</param>
/// <param name="IsRelative">Whether the bounds are parts of the larger of the two numbers.</param>
public sealed record Tolerance(double SinglePrecision, double DoublePrecision, bool IsRelative)
{
    /// <summary>The same bits.</summary>
    public static Tolerance Exact { get; } = new(0, 0, false);

    /// <summary>A model and the same model saved and loaded: within 1e-6, in double precision 1e-9.</summary>
    public static Tolerance Loaded { get; } = new(1e-6, 1e-9, false);

    /// <summary>Rows scored in batches and one by one: within 1e-5 of the number.</summary>
    public static Tolerance OneRow { get; } = new(1e-5, 1e-5, true);

    /// <summary>Whether two numbers of single precision agree; NaN and infinities by their bits.</summary>
    /// <param name="left">A number.</param>
    /// <param name="right">Another.</param>
    public bool Accepts(float left, float right) =>
        BitConverter.SingleToInt32Bits(left) == BitConverter.SingleToInt32Bits(right) || Near(left, right, SinglePrecision);

    /// <summary>Whether two numbers of double precision agree; NaN and infinities by their bits.</summary>
    /// <param name="left">A number.</param>
    /// <param name="right">Another.</param>
    public bool Accepts(double left, double right) =>
        BitConverter.DoubleToInt64Bits(left) == BitConverter.DoubleToInt64Bits(right) || Near(left, right, DoublePrecision);

    private bool Near(double left, double right, double bound) =>
        Math.Abs(left - right) <= (IsRelative ? bound * Math.Max(Math.Abs(left), Math.Abs(right)) : bound)
        && bound > 0 && double.IsFinite(left) && double.IsFinite(right);
}
