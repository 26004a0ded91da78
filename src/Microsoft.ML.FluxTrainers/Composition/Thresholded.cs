// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Runtime;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Trains a binary classifier that decides at another probability than one half: a given one, or that which is best for held-out rows.</summary>
/// <remarks>
/// <c>Probability</c> stays. <c>PredictedLabel</c> is positive where it is above the threshold, and <c>Score</c> becomes the log odds minus those of the threshold: ML.NET's Evaluate takes the
/// score's sign for the decision, and so agrees.
/// </remarks>
/// <threadsafety>As that of the inner estimator.</threadsafety>
public sealed class Thresholded : IEstimator<ComposedTransformer>
{
    private const int RowsToTell = 1000;
    private readonly TrainerHost _host;
    private readonly IEstimator<ITransformer> _inner;
    private readonly double? _threshold;
    private readonly ThresholdGoal? _goal;
    private readonly Resampling? _resampling;
    private readonly string _labelColumnName;
    private readonly int? _seed;

    internal Thresholded(IHostEnvironment environment, IEstimator<ITransformer> inner, double threshold, string labelColumnName)
        : this(environment, inner, labelColumnName) => _threshold = Guard.Between(0, 1, threshold, nameof(threshold));

    internal Thresholded(
        IHostEnvironment environment, IEstimator<ITransformer> inner, ThresholdGoal goal, Resampling? resampling, string labelColumnName, int? seed)
        : this(environment, inner, labelColumnName) => (_goal, _resampling, _seed) = (goal, resampling, seed);

    private Thresholded(IHostEnvironment environment, IEstimator<ITransformer> inner, string labelColumnName) =>
        (_host, _inner, _labelColumnName) = (new TrainerHost(environment, nameof(Thresholded)), inner, labelColumnName);

    /// <summary>Trains the classifier, and finds its threshold where none is given.</summary>
    /// <param name="input">The training data.</param>
    /// <returns>The model. Its <see cref="ThresholdComposition"/> has the threshold.</returns>
    /// <exception cref="InvalidOperationException">No held-out row has a label, a label is no class of the inner model, or that gives no probabilities of true and false.</exception>
    public ComposedTransformer Fit(IDataView input)
    {
        GetOutputSchema(Guard.NotNull(input, nameof(input)).Schema.ToShape()); // says what does not fit before anything is trained
        RowCount.Of(_host, input);
        var rows = new HeldOutRows(_host, _labelColumnName);
        using var owner = new PartsOwner();
        if (_goal is null)
        {
            var model = owner.Add(_inner.Fit(input));
            rows.Add(model.Transform(new MLContext().Data.TakeRows(input, RowsToTell)), input.Schema); // only to learn what its scores are
            if (rows.Labels.Count == 0)
            {
                rows.Add(model.Transform(input), input.Schema); // a table may begin with those that have no label
            }
        }
        else
        {
            var folds = (_resampling ?? HeldOutFit.Default(_labelColumnName)).Split(input, CompositionSeed.Settle(_seed, _host));
            var model = owner.Add(HeldOutFit.Run(_host, _inner, input, folds, rows.Add));
            rows.TurnTo(PredictionColumns.Of(model.GetOutputSchema(input.Schema), input.Schema));
        }

        return rows switch
        {
            { Labels.Count: 0 } => throw new InvalidOperationException($"There are no rows with a label in column '{_labelColumnName}' to decide by."),
            { Kind: not PredictionKind.Binary } => throw new InvalidOperationException("The inner pipeline does not tell true from false: only then is there a threshold."),
            _ => owner.Compose(_goal is null ? new ThresholdComposition(_threshold!.Value) { ScoresAreLogOdds = rows.AreLogOdds } : Best(rows, _goal)),
        };
    }

    /// <inheritdoc/>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema) => _inner.GetOutputSchema(Guard.NotNull(inputSchema, nameof(inputSchema)));

    private ThresholdComposition Best(HeldOutRows rows, ThresholdGoal goal)
    {
        var (threshold, value) = ThresholdSearch.Find(rows.Probabilities, rows.Labels, goal);
        _host.WithLog("Training", log => log.Info(FormattableString.Invariant($"Threshold {threshold:G4}: {goal} of {rows.Labels.Count} held-out rows is {value:G4}.")));
        if (rows.Labels.Distinct().Count() < 2)
        {
            _host.WithLog("Training", log => log.Warning(FormattableString.Invariant(
                $"All {rows.Labels.Count} held-out rows have the same label: they do not tell at which threshold the two part. Hold out other rows, such as those of several folds (new StratifiedKFold(5)).")));
        }

        return new ThresholdComposition(threshold) { ScoresAreLogOdds = rows.AreLogOdds, Goal = goal, Value = value };
    }
}
