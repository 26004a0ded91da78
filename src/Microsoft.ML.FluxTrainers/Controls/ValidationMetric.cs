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

    /// <summary>For numbers: the root of the mean squared error, in the label's unit; of several numbers, the mean over them. "RMSE".</summary>
    public static ValidationMetric RootMeanSquaredError { get; } = new RootMeanSquaredErrorMetric();

    /// <summary>For numbers: the mean absolute error, in the label's unit; of several numbers, the mean over them. "MAE".</summary>
    public static ValidationMetric MeanAbsoluteError { get; } = new MeanAbsoluteErrorMetric();

    /// <summary>For numbers: 1 minus the squared error over that of the mean label; of several numbers, the mean over those that vary. NaN where none does. "R2".</summary>
    public static ValidationMetric RSquared { get; } = new RSquaredMetric();

    /// <summary>The name in the history.</summary>
    public string Name => MetricName;

    /// <summary>Whether a higher value is better.</summary>
    public bool HigherIsBetter => IsScore;

    /// <summary>What the metric says as a measure.</summary>
    internal ValidationMeasure Measure => new(Name, HigherIsBetter);

    private protected abstract string MetricName { get; }

    private protected abstract bool IsScore { get; }

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
