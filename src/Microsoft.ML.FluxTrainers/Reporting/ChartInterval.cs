// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>A value and how sure it is.</summary>
/// <param name="Name">What has it.</param>
/// <param name="Value">The value; not shown where it is no finite number.</param>
/// <param name="Low">The low end, or the value itself.</param>
/// <param name="High">The high end, or the value itself.</param>
internal sealed record ChartInterval(string Name, double Value, double Low, double High)
{
    /// <summary>The color of a curve, from 0.</summary>
    public int Series { get; init; }
}
