// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>A Boolean label: its target is 0 or 1.</summary>
internal sealed record BinaryLabel(DataViewSchema.Column Column) : LabelReader(Column)
{
    public override int ClassCount => 2;

    /// <summary>Whether both labels were seen in earlier rows.</summary>
    private bool IsKnown { get; init; }

    public override bool LeavesOutUnlabeled => false;

    public override LabelGetter Bind(DataViewRow row)
    {
        var get = row.GetGetter<bool>(Column);
        var label = false;
        return targets =>
        {
            get(ref label);
            targets[0] = label ? 1 : 0;
        };
    }

    public override LabelReader Continue(TargetSpec known) => known is BinaryTarget
        ? this with { IsKnown = true }
        : throw new InvalidOperationException("The earlier model is no binary classifier.");

    public override TargetSpec Sample() => new BinaryTarget();

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">All rows have the same label.</exception>
    public override TargetSpec Finish(float[] targets, float[] weights) => IsKnown || targets.AsSpan().ContainsAnyExcept(targets[0])
        ? new BinaryTarget()
        : throw new InvalidOperationException(
            $"Label column '{Column.Name}' is {(targets[0] > 0 ? "true" : "false")} in all rows: there is nothing to tell apart. Train on data with both labels.");
}
