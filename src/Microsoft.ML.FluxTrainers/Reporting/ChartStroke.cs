// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>A line through points.</summary>
/// <param name="Points">The points.</param>
/// <param name="Series">The curve that it is of, from 0; null for the grid.</param>
internal sealed record ChartStroke(IReadOnlyList<ChartPoint> Points, int? Series) : ChartShape;
