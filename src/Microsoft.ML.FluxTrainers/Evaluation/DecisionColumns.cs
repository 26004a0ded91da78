// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Columns that hold a choice (a class, true or false) as numbers; a missing one is NaN.</summary>
internal static class DecisionColumns
{
    /// <summary>The class from 0.</summary>
    public static LabelVector OfKey(DataViewSchema.Column column) =>
        Of<uint>(column, key => key == 0 ? float.NaN : key - 1); // an ML.NET key counts from 1, and 0 is missing

    /// <summary>1 for true, or for the second value of a key.</summary>
    public static LabelVector OfBinary(DataViewSchema.Column column) =>
        column.Type is KeyDataViewType ? OfKey(column) : Of<bool>(column, value => value ? 1 : 0);

    /// <summary>What a model decided, or null where no column of the right type has it.</summary>
    /// <param name="schema">The columns.</param>
    /// <param name="name">The name to look for.</param>
    /// <param name="task">What is predicted.</param>
    /// <param name="count">The number of classes or labels.</param>
    public static LabelVector? Find(DataViewSchema schema, string name, EvaluationTask task, int count)
    {
        var column = schema.GetColumnOrNull(name) ?? (task == EvaluationTask.Labels ? schema.GetColumnOrNull(name + "s") : null);
        return (task, column?.Type) switch
        {
            (EvaluationTask.Classes, KeyDataViewType key) when IsKeyOf(key, count) => OfKey(column.Value),
            (EvaluationTask.Binary, BooleanDataViewType) => OfBinary(column.Value),
            (EvaluationTask.Binary, KeyDataViewType key) when IsKeyOf(key, 2) => OfBinary(column.Value),
            (EvaluationTask.Labels, VectorDataViewType { ItemType: BooleanDataViewType } vector) when vector.Size == count => LabelVector.OfFlags(column.Value),
            _ => null,
        };
    }

    private static bool IsKeyOf(KeyDataViewType key, int count) => key.RawType == typeof(uint) && key.Count == (ulong)count;

    private static LabelVector Of<T>(DataViewSchema.Column column, Func<T, float> toNumber) => new([column], [column.Name], false, row =>
    {
        var get = row.GetGetter<T>(column);
        T value = default!;
        return targets =>
        {
            get(ref value);
            targets[0] = toNumber(value);
        };
    });
}
