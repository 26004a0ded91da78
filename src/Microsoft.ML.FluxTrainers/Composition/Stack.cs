// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Trains models, and a meta-learner on their predictions for rows that they were not trained on.</summary>
/// <remarks>
/// The meta-learner sees the probabilities of all classes, the probability of true (or the score where there is none), or the numbers that each model predicts, in one vector; with
/// <see cref="StackOptions.Passthrough"/> the features behind them. The models that predict later are trained on all rows. What comes out are the columns of the input and the meta-learner's predictions.
/// </remarks>
/// <threadsafety>As that of the inner estimators.</threadsafety>
#pragma warning disable CA1711 // stacking is the field's word; it is no System.Collections.Stack
public sealed class Stack : IEstimator<ComposedTransformer>
#pragma warning restore CA1711
{
    private readonly TrainerHost _host;
    private readonly IEstimator<ITransformer> _metaLearner;
    private readonly IReadOnlyList<(string Name, IEstimator<ITransformer> Estimator)> _models;

    internal Stack(
        IHostEnvironment environment, IEstimator<ITransformer> metaLearner, StackOptions options, IReadOnlyList<(string Name, IEstimator<ITransformer> Estimator)> models)
    {
        if (models.Count == 0 || models.Any(model => string.IsNullOrEmpty(model.Name) || model.Estimator is null) || models.DistinctBy(model => model.Name).Count() < models.Count)
        {
            throw new ArgumentException("models must be one or more estimators, each with a name of its own.", nameof(models));
        }

        (_host, _metaLearner, Options, _models) = (new TrainerHost(environment, nameof(Stack)), metaLearner, options, [.. models]);
    }

    /// <summary>How the models are stacked.</summary>
    public StackOptions Options { get; }

    /// <summary>Trains the models on all rows and on each fold, then the meta-learner.</summary>
    /// <param name="input">The training data.</param>
    /// <returns>The model. Its <see cref="StackComposition"/> has the out-of-fold metric of each model below.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or of the wrong type, that which is passed through included.</exception>
    /// <exception cref="InvalidOperationException">The data cannot be split, or predictions of a fold do not go with the others.</exception>
    public ComposedTransformer Fit(IDataView input)
    {
        GetOutputSchema(Guard.NotNull(input, nameof(input)).Schema.ToShape()); // says what does not fit before anything is trained
        var rows = RowCount.Of(_host, input);
        var folds = Resampling(input).Split(input, CompositionSeed.Settle(Options.Seed, _host));
        using var owner = new PartsOwner();
        var found = _models.Select(model => PredictionColumns.Of(FitOn(input, model.Estimator, owner).GetOutputSchema(input.Schema), input.Schema)).ToList();

        var width = found.Sum(one => ScoreReader.Width(StackFeatures.Source(one)));
        var predictions = new OutOfFold(rows, width);
        var metrics = Predict(folds, found, predictions);
        var composition = new StackComposition
        {
            Models = [.. _models.Select((model, i) => Judged(model.Name, metrics[i].Metric, metrics[i].Values))],
            FeatureColumnName = Options.FeatureColumnName,
            Passthrough = Options.Passthrough,
        };
        var passed = composition.PassedThrough(input.Schema);
        var stacked = new CopiedView(
            input, predictions.Copies, new StackColumn(Options.FeatureColumnName, composition.Names(found, input.Schema), predictions, width, passed));
        FitOn(stacked, _metaLearner, owner);
        var model = owner.Compose(composition);
        model.GetOutputSchema(input.Schema); // says now what does not fit
        return model;
    }

    /// <inheritdoc/>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        Guard.NotNull(inputSchema, nameof(inputSchema));
        foreach (var (_, estimator) in _models)
        {
            estimator.GetOutputSchema(inputSchema); // checks the columns
        }

        if (Options.Passthrough)
        {
            inputSchema.RequireFeatures(_host, Options.FeatureColumnName);
        }

        return inputSchema.WithPredictions(_metaLearner.GetOutputSchema(inputSchema.WithFeatures(Options.FeatureColumnName)));
    }

    private static StackedModel Judged(string name, EvaluationMetric? metric, List<double> values) =>
        metric is not null && values.Count > 0 && double.IsFinite(values.Average()) ? new StackedModel(name) { Metric = metric.Name, OutOfFold = values.Average() } : new StackedModel(name);

    /// <summary>What judges a model; null where the label is not of the kind that it predicts.</summary>
    private EvaluationMetric? Metric(PredictionColumns found, DataViewSchema schema) => (found.Kind, schema.GetColumnOrNull(Options.LabelColumnName)?.Type) switch
    {
        (PredictionKind.Classes, KeyDataViewType { } key) when key.Count == (ulong)found.Width => EvaluationMetric.Accuracy,
        (PredictionKind.Binary, BooleanDataViewType or KeyDataViewType { Count: 2 }) => EvaluationMetric.Accuracy,
        (PredictionKind.Number, NumberDataViewType number) when number == NumberDataViewType.Single => EvaluationMetric.RootMeanSquaredError,
        _ => null,
    };

    private ITransformer FitOn(IDataView data, IEstimator<ITransformer> estimator, PartsOwner owner)
    {
        _host.CheckAlive();
        return owner.Add(estimator.Fit(data));
    }

    private Resampling Resampling(IDataView input) => Options.Resampling
        ?? (input.Schema.Require(_host, "label", Options.LabelColumnName).Type is NumberDataViewType or VectorDataViewType
            ? new KFold()
            : new StratifiedKFold { LabelColumnName = Options.LabelColumnName });

    /// <summary>Lets each model predict the test rows of each fold after it was trained on the others; gives each model's metric a fold.</summary>
    private (EvaluationMetric? Metric, List<double> Values)[] Predict(IReadOnlyList<ResamplingFold> folds, List<PredictionColumns> all, OutOfFold predictions)
    {
        (EvaluationMetric? Metric, List<double> Values)[] metrics = [.. _models.Select(_ => (default(EvaluationMetric), new List<double>()))];
        foreach (var fold in folds)
        {
            var offset = 0;
            for (var i = 0; i < all.Count; i++)
            {
                using var owner = new PartsOwner();
                var scored = FitOn(fold.Train, _models[i].Estimator, owner).Transform(fold.Test);
                var found = PredictionColumns.Of(scored.Schema, fold.Test.Schema);
                var places = StackFeatures.Places(found, all[i]);
                predictions.Add(scored, fold.TestRows, StackFeatures.Source(found), offset, places);
                offset += ScoreReader.Width(StackFeatures.Source(all[i]));
                if (Metric(found, scored.Schema) is { } metric)
                {
                    metrics[i].Metric = metric;
                    metrics[i].Values.Add(metric.Of(scored, new EvaluationColumns { LabelColumnName = Options.LabelColumnName }));
                }
            }

            foreach (var row in fold.TestRows)
            {
                predictions.Count(row);
            }
        }

        return metrics;
    }
}
