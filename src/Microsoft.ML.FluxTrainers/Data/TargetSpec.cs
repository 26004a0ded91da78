// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>What a network predicts: pure data, from which the output layer, columns and annotations follow.</summary>
internal abstract record TargetSpec
{
    /// <summary>How many numbers the network gives for a row.</summary>
    public abstract int Outputs { get; }

    /// <summary>What the target numbers are called; empty where there is only one.</summary>
    public virtual IReadOnlyList<string> TargetNames => [];

    /// <summary>How the targets were scaled: the offset of each, then the scale of each. Empty where they are no numbers.</summary>
    public virtual float[] Scaling => [];

    /// <summary>The names that a saved model keeps: those of classes in the label's own type, or of target numbers. Null where there are none,
    /// empty where they are still to be read.</summary>
    public virtual IReadOnlyList<string>? StoredNames => null;

    /// <summary>How many names there are, where there are any.</summary>
    public virtual int NameCount => Outputs;

    /// <summary>The same target with its names.</summary>
    /// <param name="names">As many as <see cref="NameCount"/>.</param>
    /// <exception cref="FormatException">A name is no value of the label's type.</exception>
    public virtual TargetSpec WithNames(IReadOnlyList<string> names) => this;

    /// <summary>The same target, scaled in another way.</summary>
    /// <param name="scaling">As many numbers as <see cref="Scaling"/> has.</param>
    public virtual TargetSpec WithScaling(float[] scaling) => this;
}
