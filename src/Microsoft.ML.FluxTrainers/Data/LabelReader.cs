// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Turns the label into target numbers.</summary>
/// <param name="Column">The label, or the first of several columns.</param>
internal abstract record LabelReader(DataViewSchema.Column Column)
{
    /// <summary>The columns that are read.</summary>
    public virtual IReadOnlyList<DataViewSchema.Column> Columns => [Column];

    /// <summary>Target numbers per row.</summary>
    public virtual int Width => 1;

    /// <summary>The number of classes, or 0 where the label is no class.</summary>
    public abstract int ClassCount { get; }

    /// <summary>Whether a row whose label is missing is left out; else it ends the training.</summary>
    public abstract bool LeavesOutUnlabeled { get; }

    /// <summary>Whether every finite number can be trained on, so that <see cref="Fault"/> need not be asked about one.</summary>
    public bool TakesAnyNumber => Restriction is null;

    /// <summary>What messages call one of the target numbers, for example "Label column 'Price'".</summary>
    public virtual string Describe(int index) => $"Label column '{Column.Name}'";

    /// <summary>Why a target number cannot be trained on, and what to do, or null where it can.</summary>
    public string? Fault(float target) => float.IsFinite(target) ? Restriction?.Invoke(target)
        : float.IsNaN(target) ? "Remove such rows first (mlContext.Data.FilterRowsByMissingValues)."
        : "Remove or clip such values first."; // the filter takes infinity for a number like any other

    /// <summary>Tells why a finite number cannot be trained on, and what to do, or null where it can; itself null where every one can.</summary>
    protected virtual Func<float, string?>? Restriction => null;

    /// <summary>The same label, read as a trained model predicts it: its classes, its scale.</summary>
    /// <exception cref="InvalidOperationException">The model predicts something else.</exception>
    public abstract LabelReader Continue(TargetSpec known);

    /// <summary>Reads the targets of the row at hand.</summary>
    public abstract LabelGetter Bind(DataViewRow row);

    /// <summary>What is predicted, where only some rows were looked at and their targets do not matter.</summary>
    public abstract TargetSpec Sample();

    /// <summary>What is predicted, once all targets are read.</summary>
    /// <param name="targets">The targets, <see cref="Width"/> a row; those that are to be scaled are, in place.</param>
    /// <param name="weights">One weight a row, or none where all are 1.</param>
    public abstract TargetSpec Finish(float[] targets, float[] weights);
}
