// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;

namespace Microsoft.ML.FluxTrainers;

/// <summary>A step between models: it chooses and computes columns. The composition that it belongs to is saved, never it alone.</summary>
/// <param name="plan">What the columns are for the schema that the step before gives.</param>
internal sealed class ColumnStage(Func<DataViewSchema, ColumnPlan> plan) : ITransformer
{
    public bool IsRowToRowMapper => true;

    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => plan(inputSchema).OutputSchema;

    public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema) => plan(inputSchema);

    public IDataView Transform(IDataView input)
    {
        var bound = plan(input.Schema);
        return new ScoredView(bound, (cursor, columns) => new MappedCursor(bound, cursor, columns), input);
    }

    void ICanSaveModel.Save(ModelSaveContext ctx) => throw new NotSupportedException(
        "A step of a composition is no model. Save the transformer that Fit returned.");
}
