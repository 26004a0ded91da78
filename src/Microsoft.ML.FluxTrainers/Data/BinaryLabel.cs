// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Runtime.CompilerServices;

namespace Microsoft.ML.FluxTrainers;

/// <summary>A Boolean label, or a key with two values: its target is 0 or 1.</summary>
internal sealed record BinaryLabel(DataViewSchema.Column Column, BinaryTarget Target) : LabelReader(Column)
{
    public override int ClassCount => 2;

    public override bool LeavesOutUnlabeled => Target.IsKey;

    /// <summary>Whether both labels were seen in earlier rows.</summary>
    private bool IsKnown { get; init; }

    /// <summary>Reads the key as an earlier model knows its values, or null where there is none.</summary>
    private LabelReader? Earlier { get; init; }

    public override LabelReader Continue(TargetSpec known)
    {
        if (known is not BinaryTarget target || target.IsKey != Target.IsKey)
        {
            throw new InvalidOperationException(known is BinaryTarget
                ? $"The earlier model was trained on a {(Target.IsKey ? "Boolean" : "key")}, but label column '{Column.Name}' is none."
                : "The earlier model is no binary classifier.");
        }

        return this with { Target = target, IsKnown = true, Earlier = target.IsKey ? Keys().Continue(new ClassTarget(2, target.Values)) : null };
    }

    public override LabelGetter Bind(DataViewRow row)
    {
        if (Target.IsKey)
        {
            return (Earlier ?? Keys()).Bind(row);
        }

        var get = row.GetGetter<bool>(Column);
        var label = false;
        return [MethodImpl(MethodImplOptions.AggressiveOptimization)] (targets) => // for each row, of which a short fit has read all before .NET compiles with care
        {
            get(ref label);
            targets[0] = label ? 1 : 0;
        };
    }

    public override TargetSpec Sample() => Target;

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">All rows have the same label.</exception>
    public override TargetSpec Finish(float[] targets, float[] weights) => IsKnown || targets.AsSpan().ContainsAnyExcept(targets[0])
        ? Target
        : throw new InvalidOperationException(
            $"Label column '{Column.Name}' is {Target.Names[(int)targets[0]]} in all rows: there is nothing to tell apart. Train on data with both labels.");

    private ClassLabel Keys() => new(Column, new ClassTarget(2, Target.Values));
}
