// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>What predictions are judged by: a number for scored data. A value: immutable, and equal to another of the same settings.</summary>
/// <remarks>The values are those of ML.NET's own Evaluate where that has the metric, else those of scikit-learn (docs/evaluation.md has the list). Any
/// <see cref="ValidationMetric"/> is one too, so that what stops a training can judge its result.</remarks>
[OptionFamily]
public abstract record EvaluationMetric
{
    private protected EvaluationMetric()
    {
    }

    /// <inheritdoc cref="ValidationMetric.Accuracy"/>
    public static EvaluationMetric Accuracy { get; } = ValidationMetric.Accuracy;

    /// <inheritdoc cref="ValidationMetric.MacroAccuracy"/>
    public static EvaluationMetric MacroAccuracy { get; } = ValidationMetric.MacroAccuracy;

    /// <summary>Another word for <see cref="MacroAccuracy"/>.</summary>
    public static EvaluationMetric BalancedAccuracy => MacroAccuracy;

    /// <summary>The cross entropy. For classes and labels: minus the mean natural logarithm of the right one's probability, which counts as at least 1e-15. "log loss". ML.NET's of
    /// true and false is in bits, and so this divided by 0.693.</summary>
    public static EvaluationMetric LogLoss { get; } = ValidationMetric.LogLoss;

    /// <inheritdoc cref="ValidationMetric.BrierScore"/>
    public static EvaluationMetric BrierScore { get; } = ValidationMetric.BrierScore;

    /// <inheritdoc cref="ValidationMetric.AreaUnderRocCurve"/>
    public static EvaluationMetric AreaUnderRocCurve { get; } = ValidationMetric.AreaUnderRocCurve;

    /// <inheritdoc cref="ValidationMetric.F1Score"/>
    public static EvaluationMetric F1Score { get; } = ValidationMetric.F1Score;

    /// <inheritdoc cref="ValidationMetric.MatthewsCorrelation"/>
    public static EvaluationMetric MatthewsCorrelation { get; } = ValidationMetric.MatthewsCorrelation;

    /// <inheritdoc cref="ValidationMetric.CohenKappa"/>
    public static EvaluationMetric CohenKappa { get; } = ValidationMetric.CohenKappa;

    /// <inheritdoc cref="ValidationMetric.RSquared"/>
    public static EvaluationMetric RSquared { get; } = ValidationMetric.RSquared;

    /// <inheritdoc cref="ValidationMetric.MeanAbsoluteError"/>
    public static EvaluationMetric MeanAbsoluteError { get; } = ValidationMetric.MeanAbsoluteError;

    /// <inheritdoc cref="ValidationMetric.MeanSquaredError"/>
    public static EvaluationMetric MeanSquaredError { get; } = ValidationMetric.MeanSquaredError;

    /// <inheritdoc cref="ValidationMetric.RootMeanSquaredError"/>
    public static EvaluationMetric RootMeanSquaredError { get; } = ValidationMetric.RootMeanSquaredError;

    /// <inheritdoc cref="ValidationMetric.MeanAbsolutePercentageError"/>
    public static EvaluationMetric MeanAbsolutePercentageError { get; } = ValidationMetric.MeanAbsolutePercentageError;

    /// <inheritdoc cref="ValidationMetric.RootMeanSquaredLogError"/>
    public static EvaluationMetric RootMeanSquaredLogError { get; } = ValidationMetric.RootMeanSquaredLogError;

    /// <summary>The name in tables.</summary>
    public string Name => MetricName;

    /// <summary>Whether a higher value is better.</summary>
    public bool HigherIsBetter => IsScore;

    /// <summary>Whether folds are joined by the root of the mean of squares.</summary>
    internal virtual bool IsRootOfMean => false;

    private protected abstract string MetricName { get; }

    private protected abstract bool IsScore { get; }

    /// <summary>What judges a network within its training, as what judges its predictions.</summary>
    /// <param name="metric">The metric.</param>
    public static implicit operator EvaluationMetric(ValidationMetric metric) => Of(metric);

    /// <summary>What judges a network within its training, as what judges its predictions.</summary>
    /// <param name="metric">The metric.</param>
    public static EvaluationMetric Of(ValidationMetric metric) => new ScoredMetric(metric);

    /// <inheritdoc cref="ValidationMetric.FBeta(double)"/>
    public static EvaluationMetric FBeta(double beta) => ValidationMetric.FBeta(beta);

    /// <inheritdoc cref="ValidationMetric.Pinball(double)"/>
    public static EvaluationMetric Pinball(double level) => ValidationMetric.Pinball(level);

    /// <summary>A metric of your own.</summary>
    /// <param name="name">Its name in tables. It stands for the function: two metrics of the same name are equal. Not empty.</param>
    /// <param name="higherIsBetter">Whether a higher value is better.</param>
    /// <param name="measure">From scored data to the value. Called once a fold, from several threads at once where folds run in parallel.</param>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    public static EvaluationMetric From(string name, bool higherIsBetter, Func<IDataView, double> measure) =>
        new CustomEvaluationMetric(name, higherIsBetter, measure);

    /// <summary>The value for scored data, which is read once.</summary>
    /// <param name="scored">What a model made of data with labels. Rows without a label do not count.</param>
    /// <param name="columns">Where labels and scores are; null for ML.NET's names.</param>
    /// <exception cref="ArgumentException">The metric does not suit what is predicted.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or of the wrong type.</exception>
    /// <exception cref="InvalidOperationException">No row has a label, a score of classes or labels is NaN, or labels and scores have the same names in another order.</exception>
    public double Of(IDataView scored, EvaluationColumns? columns = null) =>
        Of(new ScoredData(new MLContext(), Guard.NotNull(scored, nameof(scored)), columns ?? new EvaluationColumns()));

    /// <summary>The metric's name.</summary>
    public sealed override string ToString() => Name;

    /// <summary>The value for scored data that several metrics share.</summary>
    internal abstract double Of(ScoredData scored);

    /// <summary>Whether one value is better than another; nothing is worse than NaN.</summary>
    internal bool IsBetter(double value, double than) => double.IsNaN(than) ? !double.IsNaN(value) : IsScore ? value > than : value < than;
}
