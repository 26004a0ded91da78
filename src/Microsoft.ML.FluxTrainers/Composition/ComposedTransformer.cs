// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Trained models that predict as one: what the estimators of <c>mlContext.FluxTrainers</c> for composition return.</summary>
/// <remarks>
/// It owns its parts: disposing it disposes them, whatever library they come from. It is saved with them as one model by
/// <c>mlContext.Model.Save</c>, and loaded like any other.
/// </remarks>
/// <threadsafety>Immutable: many threads may transform at once where the parts allow it.</threadsafety>
public sealed class ComposedTransformer : ITransformer, IModelOfModels, IDisposable
{
    internal const string LoaderSignature = "FluxComposition";
    internal const string ModelSignature = "FLUXCOMP";
    private readonly ITransformer[] _parts;
    private int _disposed;

    internal ComposedTransformer(ModelComposition composition, IReadOnlyList<ITransformer> parts) =>
        (Composition, _parts) = (composition, [.. parts]);

    /// <summary>How the parts become one, with all that was found while they were trained: the temperature of a calibration, for example.</summary>
    public ModelComposition Composition { get; }

    /// <summary>The trained models. They end with this transformer.</summary>
    public IReadOnlyList<ITransformer> Parts => Array.AsReadOnly(_parts);

    /// <inheritdoc/>
    public bool IsRowToRowMapper => Array.TrueForAll(_parts, part => part.IsRowToRowMapper);

    /// <inheritdoc/>
    /// <exception cref="ObjectDisposedException">This transformer is disposed.</exception>
    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => Bind(inputSchema).GetOutputSchema(inputSchema);

    /// <inheritdoc/>
    /// <exception cref="ObjectDisposedException">This transformer is disposed.</exception>
    public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema) => ((ITransformer)Bind(inputSchema)).GetRowToRowMapper(inputSchema);

    /// <inheritdoc/>
    /// <exception cref="ObjectDisposedException">This transformer is disposed.</exception>
    public IDataView Transform(IDataView input) => Bind(Guard.NotNull(input, nameof(input)).Schema).Transform(input);

    /// <summary>Refuses new work, and disposes the parts. Doing it again does nothing.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            PartsOwner.DisposeAll(_parts);
        }
    }

    void ICanSaveModel.Save(ModelSaveContext ctx)
    {
        var sections = new RepositorySections(ctx);
        sections.WriteHeader(ModelSignature, LoaderSignature, typeof(ComposedTransformer));
        CompositionFile.Write(sections, this);
    }

    private TransformerChain<ITransformer> Bind(DataViewSchema inputSchema)
    {
        ObjectDisposedException.ThrowIf(_disposed != 0, this);
        return new TransformerChain<ITransformer>([.. Composition.Steps(_parts, Guard.NotNull(inputSchema, nameof(inputSchema)))]);
    }
}
