// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>A filled circle.</summary>
/// <param name="Center">Its center.</param>
/// <param name="Radius">Its radius.</param>
/// <param name="Series">The curve that it is of, from 0.</param>
internal sealed record ChartDot(ChartPoint Center, double Radius, int Series) : ChartShape;
