// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;

namespace Microsoft.ML.FluxTrainers;

/// <summary>A trained network as a transformer: adds its predictions to each row.</summary>
/// <remarks>
/// For classes it adds <c>PredictedLabel</c> (a key with the label's values) and <c>Score</c> (a probability a class, with
/// the classes' names as slot names); for two classes <c>PredictedLabel</c>, <c>Score</c> (log odds) and <c>Probability</c>; for a
/// number <c>Score</c>, and with it <c>Quantiles</c> or <c>StandardDeviation</c> where the loss gives them; for several numbers
/// <c>Score</c>, a vector; for several labels <c>PredictedLabels</c> and <c>Score</c> (a probability a label). Rows are scored as
/// they are read, in batches.
/// <para>Native memory is taken when the first row is scored. After <see cref="Dispose"/> the transformer refuses new work,
/// and the memory is freed when the last cursor or prediction engine in use ends.</para>
/// </remarks>
/// <threadsafety>Immutable: many threads may transform at once.</threadsafety>
public sealed class NeuralTransformer : ISingleFeaturePredictionTransformer<NeuralModel>, IFeatureTransformer, IDisposable
{
    internal const string LoaderSignature = "FluxNeuralTransformer";
    internal const string FailedFitKey = "Microsoft.ML.FluxTrainers.BestSoFar";
    internal const string ModelSignature = "FLUXNEUR";
    private readonly TrainerHost _host;
    private readonly SharedScorer _scorer;
    private readonly Device _device;

    internal NeuralTransformer(TrainerHost host, NeuralModel model, Device device)
    {
        (_host, Model, _device) = (host, model, device);
        _scorer = new SharedScorer(() => ScorerChoice.Make(model.Network, device));
    }

    /// <inheritdoc/>
    public NeuralModel Model { get; }

    /// <summary>What happened while the network was trained.</summary>
    public TrainingHistory History => Model.History;

    /// <inheritdoc/>
    public string FeatureColumnName => Model.Input.ColumnNames[0];

    /// <inheritdoc/>
    public DataViewType FeatureColumnType => Model.Input.FeatureType;

    /// <inheritdoc/>
    public bool IsRowToRowMapper => true;

    /// <summary>The best model that a fit had when it ended with an exception: a callback's own, for example, or a cancellation. Of a whole pipeline (<c>FluxTrainers.Fit</c>) also that of
    /// a step behind the network, which is whole then.</summary>
    /// <param name="exception">What the fit threw.</param>
    /// <returns>The model with the best weights so far, or without validation those of the last whole epoch; null where no epoch was whole, or the exception is no fit's. A fit
    /// can go on from it where <see cref="NeuralModel.HasTrainingState"/>: not where an epoch was interrupted.</returns>
    public static NeuralTransformer? FromFailedFit(Exception exception) => Guard.NotNull(exception, nameof(exception)).Data?[FailedFitKey] as NeuralTransformer;

    /// <inheritdoc/>
    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => Bind(inputSchema).OutputSchema;

    /// <inheritdoc/>
    public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema) => Bind(inputSchema);

    /// <inheritdoc/>
    public IDataView Transform(IDataView input)
    {
        var mapper = Bind(Guard.NotNull(input, nameof(input)).Schema);
        return new ScoredView(mapper, (cursor, columns) => new ScoringCursor(mapper, cursor, columns), input);
    }

    /// <summary>A transformer that predicts a label from another probability on.</summary>
    /// <param name="probability">From 0 to 1: the positive label (of several, each label) is predicted where its probability is above
    /// this; 0.5 where nothing else was said.</param>
    /// <returns>A transformer of its own, with the same network, which saves and loads with its threshold; disposing one does not
    /// disturb the other. Score and Probability are the same. ML.NET's <c>BinaryClassification.Evaluate</c> judges the sign of
    /// Score and does not look at PredictedLabel: its accuracy, precision and recall stay those of 0.5.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The probability is not between 0 and 1.</exception>
    /// <exception cref="InvalidOperationException">The model does not predict labels that are true or false.</exception>
    /// <exception cref="ObjectDisposedException">This transformer is disposed.</exception>
    public NeuralTransformer WithThreshold(double probability)
    {
        Guard.InUnitInterval(probability, nameof(probability));
        _scorer.ThrowIfClosed();
        TargetSpec target = Model.Target switch
        {
            BinaryTarget binary => binary with { Threshold = probability },
            LabelsTarget labels => labels with { Threshold = probability },
            _ => throw new InvalidOperationException(
                "Only models that tell true from false (NeuralBinaryClassifier, NeuralMultilabelClassifier) have a threshold."),
        };
        return new NeuralTransformer(_host, Model.With(target), _device);
    }

    /// <summary>The same network without what a later fit would go on from: smaller in memory and, where it would be saved, in files.</summary>
    /// <returns>A transformer of its own, to be disposed on its own.</returns>
    public NeuralTransformer Trim() => new(_host, Model.Trimmed(), _device);

    /// <summary>Refuses new work, and frees native memory when the last cursor or prediction engine in use ends.</summary>
    /// <remarks>A prediction engine disposes its transformer by default: see <c>PredictionEngineOptions.OwnsTransformer</c>.</remarks>
    public void Dispose() => _scorer.Dispose();

    void ICanSaveModel.Save(ModelSaveContext ctx)
    {
        var sections = new RepositorySections(ctx);
        sections.WriteHeader(ModelSignature, LoaderSignature, typeof(NeuralTransformer));
        ModelFile.Write(sections, Model);
    }

    private ScoredMapper Bind(DataViewSchema inputSchema)
    {
        _scorer.ThrowIfClosed();
        return new ScoredMapper(_host, Model, _scorer, Guard.NotNull(inputSchema, nameof(inputSchema)));
    }
}
