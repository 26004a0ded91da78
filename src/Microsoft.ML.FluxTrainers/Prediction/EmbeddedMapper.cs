// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Trained vectors of categories bound to one input schema.</summary>
internal sealed class EmbeddedMapper : IColumnMapper
{
    private readonly CategoryEmbedding[] _embeddings;
    private readonly DataViewSchema.Column[] _sources;

    public EmbeddedMapper(TrainerHost host, NeuralModel model, DataViewSchema input)
    {
        InputSchema = input;
        _embeddings = [.. model.Embeddings.Values];
        _sources = Array.ConvertAll(_embeddings, embedding => input.Require(host, "categorical", embedding.ColumnName, embedding.Misfit));
        var schema = new DataViewSchema.Builder();
        schema.AddColumns(input);
        foreach (var embedding in _embeddings)
        {
            schema.AddColumn(
                embedding.ColumnName, new VectorDataViewType(NumberDataViewType.Single, embedding.Dimensions), SlotNames(embedding));
        }

        OutputSchema = schema.ToSchema();
    }

    public DataViewSchema InputSchema { get; }

    public DataViewSchema OutputSchema { get; }

    /// <summary>Whether a column of <see cref="OutputSchema"/> is one that this mapper adds.</summary>
    public bool IsAdded(DataViewSchema.Column column) => column.Index >= InputSchema.Count;

    public IEnumerable<DataViewSchema.Column> GetDependencies(IEnumerable<DataViewSchema.Column> dependingColumns) =>
        dependingColumns.Select(column => IsAdded(column) ? _sources[column.Index - InputSchema.Count] : InputSchema[column.Index]).Distinct();

    public DataViewRow GetRow(DataViewRow input, IEnumerable<DataViewSchema.Column> activeColumns) =>
        new MappedRow(this, input, activeColumns);

    public ValueGetter<TValue> Getter<TValue>(DataViewRow input, DataViewSchema.Column column) => IsAdded(column)
        ? ColumnErrors.As<TValue>(Vectors(input, column.Index - InputSchema.Count), column)
        : input.GetGetter<TValue>(input.Schema[column.Index]);

    private ValueGetter<VBuffer<float>> Vectors(DataViewRow input, int index)
    {
        var embedding = _embeddings[index];
        var reader = embedding.Bind(input);
        var id = new float[1];
        return (ref VBuffer<float> vector) =>
        {
            if (reader.Read(id) is { } fault)
            {
                throw new InvalidOperationException(fault);
            }

            var editor = VBufferEditor.Create(ref vector, embedding.Dimensions);
            embedding.VectorAt((int)id[0]).CopyTo(editor.Values);
            vector = editor.Commit();
        };
    }

    private static DataViewSchema.Annotations SlotNames(CategoryEmbedding embedding)
    {
        var annotations = new DataViewSchema.Annotations.Builder();
        annotations.AddSlotNames(
            [.. Enumerable.Range(1, embedding.Dimensions).Select(number => FormattableString.Invariant($"{embedding.ColumnName}_{number}"))]);
        return annotations.ToAnnotations();
    }
}
