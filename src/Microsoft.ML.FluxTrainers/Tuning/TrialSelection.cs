// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Which trial of a search is taken.</summary>
public abstract record TrialSelection
{
    private protected TrialSelection()
    {
    }

    /// <summary>The one with the best mean, the first of equal ones.</summary>
    public static TrialSelection Best { get; } = new BestSelection();

    /// <summary>The trial with the fewest weights, over all of its networks, of those whose mean is within one standard error of the best one's.</summary>
    /// <remarks>The standard error is that of the best trial: its standard deviation over the folds divided by the root of their number; with one fold it is 0. Breiman and others
    /// (1984), "Classification and Regression Trees".</remarks>
    public static TrialSelection OneStandardError { get; } = new OneStandardErrorSelection("weights", trial => trial.Weights ?? throw new InvalidOperationException(
        FormattableString.Invariant($"Selection by one standard error takes the network with the fewest weights, but trial {trial.Id} ({trial.Point}) has no network of this library. Use TrialSelection.Simplest with a measure of your own.")));

    /// <summary>The simplest of the trials whose mean is within one standard error of the best one's.</summary>
    /// <param name="name">What stands for the function in comparisons, not empty.</param>
    /// <param name="complexity">What is less for simpler trials.</param>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    public static TrialSelection Simplest(string name, Func<TuningTrial, double> complexity) =>
        new OneStandardErrorSelection(Guard.NotEmpty(name, nameof(name)), Guard.NotNull(complexity, nameof(complexity)));

    /// <summary>The trial taken of those completed, one or more, in the order of their numbers.</summary>
    internal abstract TuningTrial Of(IReadOnlyList<TuningTrial> completed, bool higherIsBetter);
}
