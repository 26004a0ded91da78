// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;

namespace Microsoft.ML.FluxTrainers.Benchmarks;

/// <summary>Rows in memory.</summary>
/// <typeparam name="TRow">A row.</typeparam>
/// <param name="rows">The rows.</param>
/// <param name="schema">How ML.NET sees one.</param>
/// <param name="label">The label of one as a number.</param>
internal sealed class RowSetOf<TRow>(IReadOnlyList<TRow> rows, SchemaDefinition schema, Func<TRow, double> label) : RowSet
    where TRow : class
{
    public override int Count => rows.Count;

    public override IDataView ToDataView(MLContext context) => context.Data.LoadFromEnumerable(rows, schema);

    public override RowSet Take(int count) => new RowSetOf<TRow>([.. rows.Take(count)], schema, label);

    public override double Label(int row) => label(rows[row]);

    public override Action<int> Engine<TScores>(MLContext context, ITransformer model)
    {
        var options = new PredictionEngineOptions { InputSchemaDefinition = schema, OwnsTransformer = false };
        var engine = context.Model.CreatePredictionEngine<TRow, TScores>(model, options);
        var result = new TScores();
        return i => engine.Predict(rows[i % rows.Count], ref result);
    }
}
