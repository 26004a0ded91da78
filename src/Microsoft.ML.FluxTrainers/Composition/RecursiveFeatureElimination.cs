// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Runtime;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Trains a model again and again, each time without the features that mattered least, until as many are left as wanted.</summary>
/// <remarks>
/// What a feature matters is its permutation importance on held-out rows, so that it works for any trainer. The model that comes out is trained on all rows with the features that are left; it reads the whole vector and
/// takes out those. Guyon, Weston, Barnhill and Vapnik (2002), "Gene Selection for Cancer Classification using Support Vector Machines", Machine Learning 46, p. 389-422.
/// </remarks>
/// <threadsafety>As that of the inner estimator.</threadsafety>
public sealed class RecursiveFeatureElimination : IEstimator<ComposedTransformer>
{
    private readonly TrainerHost _host;
    private readonly IEstimator<ITransformer> _inner;

    internal RecursiveFeatureElimination(IHostEnvironment environment, IEstimator<ITransformer> inner, FeatureEliminationOptions options) =>
        (_host, _inner, Options) = (new TrainerHost(environment, nameof(RecursiveFeatureElimination)), inner, options);

    /// <summary>How features are eliminated.</summary>
    public FeatureEliminationOptions Options { get; }

    /// <summary>Chooses the features and trains the model on them.</summary>
    /// <param name="input">The training data.</param>
    /// <returns>The model. Its <see cref="FeatureSelection"/> tells which features are left, and when the others went.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The features are missing or of the wrong type.</exception>
    /// <exception cref="InvalidOperationException">The metric of the held-out rows is NaN, as the area under the ROC curve is where all are of one class.</exception>
    public ComposedTransformer Fit(IDataView input)
    {
        GetOutputSchema(Guard.NotNull(input, nameof(input)).Schema.ToShape()); // says what does not fit before anything is trained
        RowCount.Of(_host, input);
        var (features, width) = input.Schema.RequireFeatures(_host, Options.FeatureColumnName);
        var names = VectorColumn.Names(features, width);
        var seed = CompositionSeed.Settle(Options.Seed, _host);
        var folds = Options.Resampling.Split(input, seed);
        var (left, step) = (FeatureEliminationOptions.Count(Options.Features, width), FeatureEliminationOptions.Count(Options.Step, width));
        var slots = Enumerable.Range(0, width).ToList();
        var ranking = new int[width];
        while (slots.Count > left)
        {
            for (var slot = 0; slot < width; slot++)
            {
                ranking[slot] += slots.Contains(slot) ? 0 : 1;
            }

            var importances = Importances(folds, slots, seed);
            var gone = Enumerable.Range(0, slots.Count).OrderBy(i => importances[i]).Take(Math.Min(step, slots.Count - left)).Select(i => slots[i]).ToList();
            _host.WithLog("Training", log => log.Info($"Of {slots.Count} features go: {string.Join(", ", gone.Select(slot => names[slot]))}"));
            slots.RemoveAll(gone.Contains);
        }

        var chosen = Selection(slots) with
        {
            Names = [.. slots.Select(slot => names[slot])],
            Ranking = [.. ranking.Select((rank, slot) => slots.Contains(slot) ? 1 : rank + 2)],
        };
        using var owner = new PartsOwner();
        owner.Add(_inner.Fit(chosen.Select(input)));
        var model = owner.Compose(chosen);
        model.GetOutputSchema(input.Schema); // says now what does not fit
        return model;
    }

    /// <inheritdoc/>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        Guard.NotNull(inputSchema, nameof(inputSchema)).RequireFeatures(_host, Options.FeatureColumnName);
        return inputSchema.WithPredictions(_inner.GetOutputSchema(inputSchema.WithFeatures(Options.FeatureColumnName)));
    }

    private FeatureSelection Selection(IEnumerable<int> slots) => new() { FeatureColumnName = Options.FeatureColumnName, Slots = [.. slots] };

    /// <summary>What each of the features that are left matters, the mean over the folds.</summary>
    private double[] Importances(IReadOnlyList<ResamplingFold> folds, List<int> slots, int seed)
    {
        var sums = new double[slots.Count];
        var selection = Selection(slots);
        foreach (var fold in folds)
        {
            _host.CheckAlive();
            using var owner = new PartsOwner();
            var model = owner.Add(_inner.Fit(selection.Select(fold.Train)));
            var test = selection.Select(fold.Test);
            var options = new PermutationOptions
            {
                FeatureColumnName = Options.FeatureColumnName,
                Repeats = Options.Repeats,
                Seed = seed,
                Columns = new EvaluationColumns { LabelColumnName = Options.LabelColumnName, LabelColumnNames = Options.LabelColumnNames },
            };
            var measured = new PermutationMeasurement(_host, model, test, Options.Metric ?? Metric(model, test), options).Run();
            for (var i = 0; i < sums.Length; i++)
            {
                sums[i] += double.IsNaN(measured[i].Mean) ? throw NoImportance(measured.Metric, fold) : measured[i].Mean;
            }
        }

        return sums;
    }

    private static InvalidOperationException NoImportance(string metric, ResamplingFold fold) => new(FormattableString.Invariant(
        $"{metric} of the held-out rows of fold {fold.Index} is NaN, with all features or with one of them shuffled: it does not tell which of them matter. Choose another metric, or a Resampling with which it is a number."));

    private static EvaluationMetric Metric(ITransformer model, IDataView data) => PredictionColumns.Of(model.GetOutputSchema(data.Schema), data.Schema) switch
    {
        { Kind: PredictionKind.Number or PredictionKind.Numbers } => EvaluationMetric.RootMeanSquaredError,
        { Kind: PredictionKind.Binary, Probability: null } => EvaluationMetric.AreaUnderRocCurve,
        _ => EvaluationMetric.LogLoss,
    };
}
