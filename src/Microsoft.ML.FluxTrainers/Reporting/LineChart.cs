// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Curves over one axis, as data.</summary>
/// <param name="Title">What they show.</param>
/// <param name="XName">What the horizontal axis counts.</param>
/// <param name="Series">The curves.</param>
internal sealed record LineChart(string Title, string XName, IReadOnlyList<ChartSeries> Series);
