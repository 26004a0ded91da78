// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>A line through points.</summary>
/// <param name="Points">The points.</param>
/// <param name="Ink">Its color; the grid's if it is the default.</param>
internal sealed record ChartStroke(IReadOnlyList<ChartPoint> Points, ChartInk Ink = default) : ChartShape;
