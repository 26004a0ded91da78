// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>A point in the unit of the data, or of the drawing.</summary>
internal readonly record struct ChartPoint(double X, double Y)
{
    /// <summary>No point: a gap in a curve.</summary>
    public static ChartPoint None { get; } = new(double.NaN, double.NaN);
}
