// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Filled rectangles of one color.</summary>
/// <param name="Boxes">The rectangles.</param>
/// <param name="Ink">Their color.</param>
internal sealed record ChartBoxes(IReadOnlyList<ChartBox> Boxes, ChartInk Ink) : ChartShape;
