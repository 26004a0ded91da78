// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>A text.</summary>
/// <param name="At">Where its baseline begins, is centered or ends.</param>
/// <param name="Text">The words.</param>
/// <param name="Anchor">Which part of the baseline lies there.</param>
/// <param name="IsTitle">Whether it is the chart's title.</param>
internal sealed record ChartText(ChartPoint At, string Text, ChartAnchor Anchor, bool IsTitle = false) : ChartShape;
