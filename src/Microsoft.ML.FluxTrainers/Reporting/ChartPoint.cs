// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>A point in the unit of the data, or of the drawing.</summary>
internal readonly record struct ChartPoint(double X, double Y);
