// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Runtime;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Trains a classifier and makes its probabilities as sure as they are right, by one temperature that is found on held-out rows.</summary>
/// <remarks>
/// Logits are divided by the temperature at which the log loss of rows that the model was not trained on is least (temperature scaling, Guo et al. 2017). No decision changes, nor the
/// order of scores. For two classes <c>Score</c> becomes the log odds of <c>Probability</c>. Where all of those rows are decided rightly, bolder would be better without an end: the temperature stays 1 then, and a
/// warning says so.
/// </remarks>
/// <threadsafety>As that of the inner estimator.</threadsafety>
public sealed class Calibrated : IEstimator<ComposedTransformer>
{
    private readonly TrainerHost _host;
    private readonly IEstimator<ITransformer> _inner;
    private readonly Resampling? _resampling;
    private readonly string _labelColumnName;
    private readonly int? _seed;

    internal Calibrated(IHostEnvironment environment, IEstimator<ITransformer> inner, Resampling? resampling, string labelColumnName, int? seed) =>
        (_host, _inner, _resampling, _labelColumnName, _seed) = (new TrainerHost(environment, nameof(Calibrated)), inner, resampling, labelColumnName, seed);

    /// <summary>Trains the classifier and finds the temperature.</summary>
    /// <param name="input">The training data.</param>
    /// <returns>The model. Its <see cref="CalibrationComposition"/> has the temperature, and the log loss before and after.</returns>
    /// <exception cref="InvalidOperationException">No held-out row has a label, a label is no class of the inner model, or that gives no probabilities.</exception>
    public ComposedTransformer Fit(IDataView input)
    {
        GetOutputSchema(Guard.NotNull(input, nameof(input)).Schema.ToShape()); // says what does not fit before anything is trained
        RowCount.Of(_host, input);
        var rows = new HeldOutRows(_host, _labelColumnName);
        var folds = (_resampling ?? HeldOutFit.Default(_labelColumnName)).Split(input, CompositionSeed.Settle(_seed, _host));
        using var owner = new PartsOwner();
        owner.Add(HeldOutFit.Run(_host, _inner, input, folds, rows.Add));
        if (rows.Labels.Count == 0)
        {
            throw new InvalidOperationException($"There are no held-out rows with a label in column '{_labelColumnName}'.");
        }

        var logits = rows.Logits();
        var hasBest = TemperatureSearch.HasBest(logits, rows.Labels);
        var temperature = hasBest ? TemperatureSearch.Find(logits, rows.Labels) : 1;
        var composition = new CalibrationComposition(temperature)
        {
            ScoresAreLogOdds = rows.AreLogOdds,
            LogLossBefore = TemperatureSearch.LogLoss(logits, rows.Labels, 1),
            LogLossAfter = TemperatureSearch.LogLoss(logits, rows.Labels, temperature),
        };
        _host.WithLog("Training", log => Tell(log, composition, rows.Labels.Count, hasBest));
        return owner.Compose(composition);
    }

    /// <inheritdoc/>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema) => _inner.GetOutputSchema(Guard.NotNull(inputSchema, nameof(inputSchema)));

    private static void Tell(TrainerLog log, CalibrationComposition found, int rows, bool hasBest)
    {
        if (hasBest)
        {
            log.Info(FormattableString.Invariant(
                $"Temperature {found.Temperature:G4}: the log loss of {rows} held-out rows goes from {found.LogLossBefore:G4} to {found.LogLossAfter:G4}."));
        }
        else
        {
            log.Warning(FormattableString.Invariant(
                $"Each of the {rows} held-out rows is decided rightly, so that no probability is too bold: they stay as they are. Hold out more rows, such as those of several folds (new StratifiedKFold(5))."));
        }
    }
}
