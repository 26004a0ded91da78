// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Turns columns of categories into columns of their trained vectors, of the same names.</summary>
/// <threadsafety>Immutable: many threads may transform at once.</threadsafety>
public sealed class EntityEmbeddingTransformer : ITransformer
{
    internal const string LoaderSignature = "FluxEntityEmbedding";
    internal const string ModelSignature = "FLUXEMBD";
    private readonly TrainerHost _host;

    internal EntityEmbeddingTransformer(TrainerHost host, NeuralModel model) => (_host, Model) = (host, model);

    /// <summary>The network that the vectors were trained in.</summary>
    public NeuralModel Model { get; }

    /// <inheritdoc/>
    public bool IsRowToRowMapper => true;

    /// <inheritdoc/>
    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => Bind(inputSchema).OutputSchema;

    /// <inheritdoc/>
    public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema) => Bind(inputSchema);

    /// <inheritdoc/>
    public IDataView Transform(IDataView input)
    {
        var mapper = Bind(Guard.NotNull(input, nameof(input)).Schema);
        return new ScoredView(mapper, (cursor, columns) => new MappedCursor(mapper, cursor, columns), input);
    }

    void ICanSaveModel.Save(ModelSaveContext ctx)
    {
        var sections = new RepositorySections(ctx);
        sections.WriteHeader(ModelSignature, LoaderSignature, typeof(EntityEmbeddingTransformer));
        ModelFile.Write(sections, Model);
    }

    private EmbeddedMapper Bind(DataViewSchema inputSchema) => new(_host, Model, Guard.NotNull(inputSchema, nameof(inputSchema)));
}
