// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;

namespace Microsoft.ML.FluxTrainers;

/// <summary>A model that was trained on a transformed label: its predictions are transformed back. See <see cref="TransformedTarget"/>.</summary>
/// <param name="Transformation">The transformation with what was found in the training labels.</param>
public sealed record TargetComposition(TargetTransformation Transformation) : ModelComposition
{
    private static readonly string[] _numbers = ["Score", "Quantiles"];

    /// <summary>The transformation with what was found in the training labels.</summary>
    public TargetTransformation Transformation { get; init => field = Guard.NotNull(value); } = Guard.NotNull(Transformation);

    /// <summary>The least training label: the prediction where the inverse is below all that a Single can be. Default 0.</summary>
    public double Least { get; init => field = Guard.Finite(value); }

    /// <summary>The greatest training label: the prediction where the inverse is above all that a Single can be. Default 0.</summary>
    public double Greatest { get; init => field = Guard.Finite(value); }

    internal override IReadOnlyList<ITransformer> Steps(IReadOnlyList<ITransformer> parts, DataViewSchema input) =>
        [parts[0], new ColumnStage(schema => Restored(schema, input))];

    private ColumnPlan Restored(DataViewSchema schema, DataViewSchema input) => ColumnPlan.Replace(
        schema,
        _numbers.Select(name => PredictionColumns.Added(schema, input, name)).OfType<DataViewSchema.Column>().Select(column => (column.Index, Restored(column))));

    private PlannedColumn Restored(DataViewSchema.Column column) => column.Type is VectorDataViewType
        ? new ComputedColumn<VBuffer<float>>(column.Name, column.Type, column.Annotations, [column], row => Vector(row.GetGetter<VBuffer<float>>(row.Schema[column.Index])))
        : new ComputedColumn<float>(column.Name, column.Type, column.Annotations, [column], row => Single(row.GetGetter<float>(row.Schema[column.Index])));

    private ValueGetter<float> Single(ValueGetter<float> get) => (ref float value) =>
    {
        get(ref value);
        value = Restored(value);
    };

    private ValueGetter<VBuffer<float>> Vector(ValueGetter<VBuffer<float>> get)
    {
        var source = default(VBuffer<float>);
        return (ref VBuffer<float> value) =>
        {
            get(ref source);
            var editor = VBufferEditor.Create(ref value, source.Length);
            source.CopyTo(editor.Values);
            foreach (ref var number in editor.Values)
            {
                number = Restored(number);
            }

            value = editor.Commit();
        };
    }

    private float Restored(float value) => (float)Transformation.Inverse(value) switch // also infinite where a Single has no room for it
    {
        float.PositiveInfinity => (float)Greatest,
        float.NegativeInfinity => (float)Least,
        var label => label,
    };
}
