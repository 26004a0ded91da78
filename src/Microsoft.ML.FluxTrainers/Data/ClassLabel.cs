// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;

namespace Microsoft.ML.FluxTrainers;

/// <summary>A key label: its target is the number of the class, from 0.</summary>
internal sealed record ClassLabel(DataViewSchema.Column Column, ClassTarget Target) : LabelReader(Column)
{
    /// <summary>The reader of a key column.</summary>
    /// <exception cref="InvalidOperationException">There is only one class.</exception>
    public static ClassLabel Of(DataViewSchema.Column label)
    {
        var target = new ClassTarget((int)((KeyDataViewType)label.Type).Count, LabelValues.Of(label));
        return target.Count > 1
            ? new ClassLabel(label, target)
            : throw new InvalidOperationException(
                $"Label column '{label.Name}' has only one class ('{target.Names[0]}'): there is nothing to choose from. Train on data with at least two.");
    }

    public override int ClassCount => Target.Count;

    public override bool LeavesOutUnlabeled => true;

    public override LabelGetter Bind(DataViewRow row)
    {
        var get = row.GetGetter<uint>(Column);
        uint key = 0;
        return targets =>
        {
            get(ref key);
            targets[0] = key == 0 ? float.NaN : key - 1f; // an ML.NET key counts from 1, and 0 is missing
        };
    }

    public override TargetSpec Sample() => Target;

    public override TargetSpec Finish(float[] targets, float[] weights) => Target;
}
