// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>A picture of numbers, as data. <see cref="ChartSvg"/> and <see cref="ChartPng"/> draw it.</summary>
/// <param name="Title">What it shows.</param>
internal abstract record Chart(string Title)
{
    /// <summary>The chart as shapes.</summary>
    public abstract ChartDrawing Draw();
}
