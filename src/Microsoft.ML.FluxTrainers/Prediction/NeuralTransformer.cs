// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;

namespace Microsoft.ML.FluxTrainers;

/// <summary>A trained network as a transformer: adds its predictions to each row.</summary>
/// <remarks>
/// For classes it adds <c>PredictedLabel</c> (a key with the label's values) and <c>Score</c> (a probability a class, with
/// the classes' names as slot names). Rows are scored as they are read, in batches.
/// <para>Native memory is taken when the first row is scored. After <see cref="Dispose"/> the transformer refuses new work,
/// and the memory is freed when the last cursor or prediction engine in use ends.</para>
/// </remarks>
/// <threadsafety>Immutable: many threads may transform at once.</threadsafety>
public sealed class NeuralTransformer : ISingleFeaturePredictionTransformer<NeuralModel>, IFeatureTransformer, IDisposable
{
    internal const string LoaderSignature = "FluxNeuralTransformer";
    internal const string ModelSignature = "FLUXNEUR";
    private readonly TrainerHost _host;
    private readonly SharedScorer _scorer;

    internal NeuralTransformer(TrainerHost host, NeuralModel model, Device device)
    {
        (_host, Model) = (host, model);
        _scorer = new SharedScorer(() =>
            (device.Kind == DeviceKind.Cpu ? ManagedScorer.Of(model.Network) : null) ?? (IScorer)new TorchScorer(model.Network, device));
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

    /// <inheritdoc/>
    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => Bind(inputSchema).OutputSchema;

    /// <inheritdoc/>
    public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema) => Bind(inputSchema);

    /// <inheritdoc/>
    public IDataView Transform(IDataView input)
    {
        var mapper = Bind(Guard.NotNull(input).Schema);
        return new ScoredView(mapper, (cursor, columns) => new ScoringCursor(mapper, cursor, columns), input);
    }

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
        return new ScoredMapper(_host, Model, _scorer, Guard.NotNull(inputSchema));
    }
}
