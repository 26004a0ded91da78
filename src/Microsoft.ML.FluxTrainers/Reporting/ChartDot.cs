// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>A filled circle.</summary>
/// <param name="Center">Its center.</param>
/// <param name="Radius">Its radius.</param>
/// <param name="Ink">Its color.</param>
internal sealed record ChartDot(ChartPoint Center, double Radius, ChartInk Ink) : ChartShape;
