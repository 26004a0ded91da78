// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Runtime.CompilerServices;
using Microsoft.ML.Data;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Several numbers a row: the slots of one column, one column each, or a set of keys.</summary>
/// <param name="Columns">The columns that are read.</param>
/// <param name="Names">What the numbers are called.</param>
/// <param name="IsNamed">Whether the data names them; else the names are their numbers from 0.</param>
/// <param name="Bind">Reads the numbers of the row at hand.</param>
internal sealed record LabelVector(
    IReadOnlyList<DataViewSchema.Column> Columns, IReadOnlyList<string> Names, bool IsNamed, Func<DataViewRow, LabelGetter> Bind)
{
    /// <summary>How many numbers a row has.</summary>
    public int Width => Names.Count;

    /// <summary>What the data calls the numbers; none where it names none.</summary>
    public IReadOnlyList<string> GivenNames => IsNamed ? Names : [];

    /// <summary>The numbers of a column, or null where its type is another one.</summary>
    public static LabelVector? OfNumbers(DataViewSchema.Column column) => column.Type switch
    {
        NumberDataViewType type when type == NumberDataViewType.Single => OfColumns([column]),
        VectorDataViewType { IsKnownSize: true } type when type.ItemType == NumberDataViewType.Single =>
            OfSlots(column, type.Size, row => Dense<float>(row, column, value => value)),
        _ => null,
    };

    /// <summary>One number in each of some columns of type Single.</summary>
    public static LabelVector OfColumns(IReadOnlyList<DataViewSchema.Column> columns) => new(
        columns,
        [.. columns.Select(column => column.Name)],
        true,
        row =>
        {
            var getters = columns.Select(column => row.GetGetter<float>(column)).ToArray();
            return [MethodImpl(MethodImplOptions.AggressiveOptimization)] (targets) => // for each row, of which a short fit has read all before .NET compiles with care
            {
                for (var i = 0; i < getters.Length; i++)
                {
                    getters[i](ref targets[i]);
                }
            };
        });

    /// <summary>0 or 1 for each label of a column: numbers, Booleans, or the keys of a set; null where its type is another
    /// one.</summary>
    public static LabelVector? OfFlags(DataViewSchema.Column column) => column.Type switch
    {
        VectorDataViewType { IsKnownSize: true, ItemType: BooleanDataViewType } type =>
            OfSlots(column, type.Size, row => Dense<bool>(row, column, value => value ? 1 : 0)),
        VectorDataViewType { ItemType: KeyDataViewType { Count: > 0 and <= int.MaxValue } key } when key.RawType == typeof(uint) =>
            OfKeys(column, (int)key.Count),
        VectorDataViewType => OfNumbers(column),
        _ => null,
    };

    /// <summary>What messages call one of the numbers, for example "column 'Label', slot 2 ('red')".</summary>
    public string Describe(int index) => Columns.Count > 1 ? $"column '{Columns[index].Name}'"
        : IsNamed && Columns[0].Type is VectorDataViewType ? FormattableString.Invariant($"column '{Columns[0].Name}', slot {index} ('{Names[index]}'),")
        : Columns[0].Type is VectorDataViewType ? FormattableString.Invariant($"column '{Columns[0].Name}', slot {index},")
        : $"column '{Columns[0].Name}'";

    private static LabelVector OfSlots(DataViewSchema.Column column, int width, Func<DataViewRow, LabelGetter> bind)
    {
        VBuffer<ReadOnlyMemory<char>> slots = default;
        if (column.HasSlotNames())
        {
            column.GetSlotNames(ref slots);
        }

        var names = slots.DenseValues().Select(name => name.ToString());
        return new([column], NumbersForMissing(names, width), slots.Length == width && width > 0, bind);
    }

    private static LabelVector OfKeys(DataViewSchema.Column column, int count)
    {
        var values = LabelValues.Of(column);
        return new([column], NumbersForMissing(values?.Texts ?? [], count), values is not null, row =>
        {
            var get = row.GetGetter<VBuffer<uint>>(column);
            VBuffer<uint> keys = default;
            return targets =>
            {
                get(ref keys);
                targets.Clear();
                foreach (var key in keys.GetValues())
                {
                    if (key > 0 && key <= (uint)targets.Length)
                    {
                        targets[(int)key - 1] = 1; // an ML.NET key counts from 1, and 0 is missing
                    }
                }
            };
        });
    }

    private static LabelGetter Dense<T>(DataViewRow row, DataViewSchema.Column column, Func<T, float> toNumber)
    {
        var get = row.GetGetter<VBuffer<T>>(column);
        VBuffer<T> vector = default;
        return targets =>
        {
            get(ref vector);
            if (vector.Length != targets.Length)
            {
                throw new InvalidOperationException(FormattableString.Invariant(
                    $"Column '{column.Name}' holds {vector.Length} values in row {row.Position}, but its type says {targets.Length}."));
            }

            targets.Clear();
            var values = vector.GetValues();
            for (var i = 0; i < values.Length; i++)
            {
                targets[vector.IsDense ? i : vector.GetIndices()[i]] = toNumber(values[i]);
            }
        };
    }

    private static string[] NumbersForMissing(IEnumerable<string> names, int width)
    {
        var given = names.ToList();
        return [.. Enumerable.Range(0, width).Select(i =>
            i < given.Count && given[i].Length > 0 ? given[i] : FormattableString.Invariant($"{i}"))];
    }
}
