// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>What a network is judged by on the validation rows, instead of its loss: it says which weights are best, and when to stop.</summary>
/// <remarks>
/// <para>
/// Each row counts once, whatever its weight, so that a metric equals what ML.NET's Evaluate says of the same rows. The history has the raw value under the metric's
/// <see cref="Name"/>, and the validation loss beside it.
/// </para>
/// <para>
/// Best is highest where <see cref="HigherIsBetter"/>, else lowest. Stopping criteria see what is minimized: the negative of a metric of which higher is better. So
/// <c>new Patience(3)</c> stops after three falls of the accuracy in a row, and <c>new Threshold(-0.95)</c> once it is above 0.95.
/// </para>
/// </remarks>
[OptionFamily]
public abstract record ValidationMetric
{
    private protected ValidationMetric()
    {
    }

    /// <summary>For classes: the share of rows whose class has the highest score; for true and false, and for several labels: the share of right ones. "accuracy".</summary>
    public static ValidationMetric Accuracy { get; } = new AccuracyMetric();

    /// <summary>For classes and labels: the mean over classes (for labels: over true and false of each) of the share of their rows that are predicted right. Classes without
    /// validation rows are left out. "macro accuracy".</summary>
    public static ValidationMetric MacroAccuracy { get; } = new MacroAccuracyMetric();

    /// <summary>For classes and labels: minus the mean natural logarithm of the right one's probability, which counts as at least 1e-15. "log loss".</summary>
    public static ValidationMetric LogLoss { get; } = new LogLossMetric();

    /// <summary>For classes and labels: the area under the ROC curve; of several classes or labels, the mean over each against the rest. Those that all validation rows have,
    /// or none, are left out; NaN where that leaves none. "AUC".</summary>
    public static ValidationMetric AreaUnderRocCurve { get; } = new AreaUnderRocCurveMetric();

    /// <summary>For classes and labels: the harmonic mean of precision and recall, of true, or the mean over several classes or labels. Those that occur in no validation
    /// row and no prediction are left out; NaN where that leaves none. "F1".</summary>
    public static ValidationMetric F1Score { get; } = new F1ScoreMetric();

    /// <summary>For classes and labels: the mean squared distance of the probabilities from 1 for what is right and 0 for what is not, for classes summed over all of them
    /// (from 0 to 2), for true and false and for labels of the one probability (from 0 to 1). "Brier score".</summary>
    public static ValidationMetric BrierScore { get; } = new BrierScoreMetric();

    /// <summary>For classes and labels: the correlation of predicted and true, from -1 to 1 for always right, 0 by chance (of several classes, that of Gorodkin 2004; of several
    /// labels, the mean over them). 0 where one of the two does not vary. "MCC".</summary>
    public static ValidationMetric MatthewsCorrelation { get; } = new MatthewsCorrelationMetric();

    /// <summary>For classes and labels: how much more often than by chance predicted and true agree, 1 for always (Cohen 1960); of several labels, the mean over them. NaN where
    /// chance always agrees. "kappa".</summary>
    public static ValidationMetric CohenKappa { get; } = new CohenKappaMetric();

    /// <summary>For numbers: the root of the mean squared error, in the label's unit; of several numbers, the mean over them. "RMSE".</summary>
    public static ValidationMetric RootMeanSquaredError { get; } = new RootMeanSquaredErrorMetric();

    /// <summary>For numbers: the mean absolute error, in the label's unit; of several numbers, the mean over them. "MAE".</summary>
    public static ValidationMetric MeanAbsoluteError { get; } = new MeanAbsoluteErrorMetric();

    /// <summary>For numbers: 1 minus the squared error over that of the mean label; of several numbers, the mean over those that vary. NaN where none does. "R2".</summary>
    public static ValidationMetric RSquared { get; } = new RSquaredMetric();

    /// <summary>For numbers: the mean squared error, in the label's unit squared; of several numbers, the mean over them. "MSE".</summary>
    public static ValidationMetric MeanSquaredError { get; } = new MeanSquaredErrorMetric();

    /// <summary>For numbers: the mean absolute error as a share of the label, 0.1 for ten percent; of several numbers, the mean over them. Labels of 0 make it huge. "MAPE".</summary>
    public static ValidationMetric MeanAbsolutePercentageError { get; } = new MeanAbsolutePercentageErrorMetric();

    /// <summary>For numbers: the root of the mean squared difference of log(1 + score) and log(1 + label); of several numbers, the mean over them. NaN where one of them is below
    /// -1. "RMSLE".</summary>
    public static ValidationMetric RootMeanSquaredLogError { get; } = new RootMeanSquaredLogErrorMetric();

    /// <summary>The name in the history.</summary>
    public string Name => MetricName;

    /// <summary>Whether a higher value is better.</summary>
    public bool HigherIsBetter => IsScore;

    /// <summary>What the metric says as a measure.</summary>
    internal ValidationMeasure Measure => new(Name, HigherIsBetter);

    /// <summary>Whether it makes sense of probabilities only.</summary>
    internal virtual bool NeedsProbabilities => false;

    private protected abstract string MetricName { get; }

    private protected abstract bool IsScore { get; }

    /// <summary>For classes and labels: as <see cref="F1Score"/>, but recall counts <paramref name="beta"/> squared times as much as precision. "F2" and so on.</summary>
    /// <param name="beta">Above 1 where misses are worse than false alarms, below 1 where those are; a finite number greater than 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">Beta is not above 0.</exception>
    public static ValidationMetric FBeta(double beta) => beta == 1 ? F1Score : new FBetaMetric(beta);

    /// <summary>For numbers: the pinball loss of a quantile, the mean over rows of level times the error where the score is too low, and (1 - level) times the error where it is
    /// too high. "pinball 0.9" and so on.</summary>
    /// <param name="level">The quantile's level, between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The level is not between 0 and 1.</exception>
    public static ValidationMetric Pinball(double level) => new PinballMetric(level);

    /// <summary>A metric of your own.</summary>
    /// <param name="name">Its name in the history. It stands for the function: two metrics of the same name are equal. Not empty.</param>
    /// <param name="higherIsBetter">Whether a higher value is better.</param>
    /// <param name="measure">From the scores of all validation rows to the value. Called after each cycle, on the training's thread. NaN is never best.</param>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    public static ValidationMetric From(string name, bool higherIsBetter, Func<ValidationScores, double> measure) =>
        new CustomMetric(name, higherIsBetter, measure);

    /// <summary>The metric's name.</summary>
    public sealed override string ToString() => Name;

    /// <summary>Whether it can judge numbers (or else classes and labels).</summary>
    internal abstract bool Fits(bool isNumber);

    /// <summary>The value over all validation rows.</summary>
    internal abstract double Of(ValidationScores scores);

    /// <summary>The mean of what can be told, NaN where that is nothing.</summary>
    private protected static double MeanOfNumbers(IEnumerable<double> values) =>
        values.Where(value => !double.IsNaN(value)).DefaultIfEmpty(double.NaN).Average();
}
