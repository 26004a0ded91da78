// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Turns a label column into target numbers.</summary>
/// <param name="Column">The label.</param>
internal abstract record LabelReader(DataViewSchema.Column Column)
{
    /// <summary>The number of classes, or 0 where the label is a number.</summary>
    public abstract int ClassCount { get; }

    /// <summary>Whether a row whose label is missing is left out; else it ends the training.</summary>
    public abstract bool LeavesOutUnlabeled { get; }

    /// <summary>Reads the target of the row at hand: NaN where the label is missing.</summary>
    public abstract Func<float> Bind(DataViewRow row);

    /// <summary>What is predicted, where only some rows were looked at and their targets do not matter.</summary>
    public abstract TargetSpec Sample();

    /// <summary>What is predicted, once all targets are read.</summary>
    /// <param name="targets">The targets; those that are to be scaled are, in place.</param>
    /// <param name="weights">One weight a row, or none where all are 1.</param>
    public abstract TargetSpec Finish(float[] targets, float[] weights);
}
