// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>A plan whose points are known from the start: one round.</summary>
internal sealed class FixedPlan(IReadOnlyList<TrialPoint> points) : SearchPlan
{
    public override int? Total => points.Count;

    public override IReadOnlyList<TrialPlan> Next(IReadOnlyList<double> losses) =>
        losses.Count > 0 ? [] : [.. points.Select((point, id) => new TrialPlan(id, point))];
}
