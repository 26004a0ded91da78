// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;

namespace Microsoft.ML.FluxTrainers;

/// <summary>The best model of a search. It transforms as that does, and is saved as that: loading gives the model itself.</summary>
/// <threadsafety>As the model's.</threadsafety>
public sealed class TunedTransformer : ITransformer, IModelOfModels, IDisposable
{
    internal TunedTransformer(ITransformer model, TuningReport report) => (Model, Report) = (model, report);

    /// <summary>The best model, trained on all rows.</summary>
    public ITransformer Model { get; }

    /// <summary>All trials of the search.</summary>
    public TuningReport Report { get; }

    /// <inheritdoc/>
    public bool IsRowToRowMapper => Model.IsRowToRowMapper;

    /// <inheritdoc/>
    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => Model.GetOutputSchema(inputSchema);

    /// <inheritdoc/>
    public IDataView Transform(IDataView input) => Model.Transform(input);

    /// <inheritdoc/>
    public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema) => Model.GetRowToRowMapper(inputSchema);

    /// <summary>Disposes the model.</summary>
    public void Dispose() => (Model as IDisposable)?.Dispose();

    IReadOnlyList<ITransformer> IModelOfModels.Parts => [Model];

    void ICanSaveModel.Save(ModelSaveContext ctx) => Model.Save(ctx);
}
