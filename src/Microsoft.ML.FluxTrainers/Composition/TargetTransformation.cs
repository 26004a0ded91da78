// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>A function of the label under which a model learns it more easily, with its inverse for the predictions.</summary>
/// <remarks>One that is fitted keeps what it found in its own settings: the <c>Lambda</c> of a <see cref="BoxCoxTransformation"/>, for example.</remarks>
[OptionFamily]
public abstract record TargetTransformation
{
    private protected TargetTransformation()
    {
    }

    /// <summary>The natural logarithm, for labels above 0. Predictions are above 0 then, too.</summary>
    public static TargetTransformation Log { get; } = new LogTransformation();

    /// <summary>The logarithm of the label plus 1, for labels above -1.</summary>
    public static TargetTransformation Log1p { get; } = new LogTransformation(1);

    /// <summary>The power that makes the labels most like a normal distribution, for labels above 0.</summary>
    public static TargetTransformation BoxCox { get; } = new BoxCoxTransformation();

    /// <summary>The same for labels of any sign.</summary>
    public static TargetTransformation YeoJohnson { get; } = new YeoJohnsonTransformation();

    /// <summary>The label's rank among the training labels, as a number of the standard normal distribution.</summary>
    public static TargetTransformation Quantile { get; } = new QuantileTransformation();

    /// <summary>The label minus its mean, divided by its standard deviation. For trainers that do not do so themselves, as ours do.</summary>
    public static TargetTransformation Standardize { get; } = new StandardizeTransformation();

    /// <summary>What labels must be, for an error: "greater than 0"; null where every finite number will do.</summary>
    internal virtual string? Wanted => null;

    /// <summary>Whether a finite number can be transformed.</summary>
    internal virtual bool Accepts(double label) => true;

    /// <summary>The transformation with all that depends on the labels settled.</summary>
    /// <param name="labels">The training labels, finite and accepted; at least one.</param>
    internal virtual TargetTransformation Fit(double[] labels) => this;

    /// <summary>The transformed label.</summary>
    internal abstract double Forward(double label);

    /// <summary>The label that a transformed one comes from. Outside of what labels are transformed to, the nearest limit, which may be infinite.</summary>
    internal abstract double Inverse(double value);
}
