// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Runtime.CompilerServices;
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

    /// <summary>For each key of the column the class of <see cref="Target"/>, -1 where it has none; null where they are the same.</summary>
    private int[]? Classes { get; init; }

    public override LabelReader Continue(TargetSpec known)
    {
        if (known is not ClassTarget classes)
        {
            throw new InvalidOperationException("The earlier model is no multiclass classifier.");
        }

        var numbers = classes.Names.Select((name, number) => (name, number)).ToDictionary(item => item.name, item => item.number);
        var mapped = Target.Names.Select(name => numbers.GetValueOrDefault(name, -1)).ToArray();
        return this with { Target = classes, Classes = Target.Names.SequenceEqual(classes.Names) ? null : mapped };
    }

    public override LabelGetter Bind(DataViewRow row)
    {
        var get = row.GetGetter<uint>(Column);
        uint key = 0;
        return [MethodImpl(MethodImplOptions.AggressiveOptimization)] (targets) => // for each row, of which a short fit has read all before .NET compiles with care
        {
            get(ref key);
            targets[0] = key == 0 ? float.NaN : Class((int)key - 1, row); // an ML.NET key counts from 1, and 0 is missing
        };
    }

    public override TargetSpec Sample() => Target;

    public override TargetSpec Finish(float[] targets, float[] weights) => Target;

    private int Class(int key, DataViewRow row)
    {
        var number = Classes is null ? key : Classes[key];
        return number >= 0
            ? number
            : throw new InvalidOperationException(
                $"Label column '{Column.Name}' holds class '{new ClassTarget((int)((KeyDataViewType)Column.Type).Count, LabelValues.Of(Column)).Names[key]}' in row {row.Position}, which the earlier model does not know. "
                + $"Its classes are {string.Join(", ", Target.Names.Take(20))}. Train a new model to add a class.");
    }
}
