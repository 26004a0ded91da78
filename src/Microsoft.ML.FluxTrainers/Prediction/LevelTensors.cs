// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Runtime.InteropServices;

namespace Microsoft.ML.FluxTrainers;

/// <summary>The names of categories as tensors: how long each is, and all their letters (UTF-16) one after the other.</summary>
internal static class LevelTensors
{
    /// <summary>The tensors of all columns of categories.</summary>
    public static IEnumerable<NamedTensor> Of(TableInput table) => table.Categories.SelectMany(item =>
    {
        var names = item.Column.Levels;
        var letters = LittleEndian.ToBytes(MemoryMarshal.Cast<char, ushort>(string.Concat(names)));
        return (NamedTensor[])
        [
            NamedTensor.FromInt64s(Lengths(item.Slot), [names.Count], [.. names.Select(name => (long)name.Length)]),
            new(Letters(item.Slot), TensorType.U16, [letters.Length / sizeof(ushort)], letters),
        ];
    });

    /// <summary>The table with the names that its tensors hold.</summary>
    /// <exception cref="InvalidDataException">They do not fit it.</exception>
    public static TableInput Read(TableInput table, IReadOnlyList<NamedTensor> tensors)
    {
        var columns = table.Columns.ToArray();
        foreach (var (column, slot) in table.Categories)
        {
            columns[Array.IndexOf(columns, column)] = column with { Known = Read(column.Known, slot, tensors) };
        }

        return table with { Columns = columns };
    }

    private static CategoryLevels Read(CategoryLevels levels, int slot, IReadOnlyList<NamedTensor> tensors)
    {
        var lengths = Find(tensors, Lengths(slot)).ToInt64s();
        var letters = Find(tensors, Letters(slot)).ToUInt16s();
        var names = new string[lengths.Length];
        var at = 0L;
        for (var i = 0; i < names.Length; i++)
        {
            if (lengths[i] < 0 || lengths[i] > letters.Length - at)
            {
                throw Damaged();
            }

            names[i] = new string(MemoryMarshal.Cast<ushort, char>(letters.AsSpan((int)at, (int)lengths[i])));
            at += lengths[i];
        }

        if (at != letters.Length || names.Length != levels.Count || names.Distinct(StringComparer.Ordinal).Count() != names.Length)
        {
            throw Damaged();
        }

        return new CategoryLevels(names, levels.AreNames);
    }

    private static NamedTensor Find(IReadOnlyList<NamedTensor> tensors, string name) =>
        tensors.FirstOrDefault(tensor => tensor.Name == name)
        ?? throw new InvalidDataException($"The model is damaged: its weights lack the tensor '{name}'.");

    private static string Lengths(int slot) => FormattableString.Invariant($"input.category{slot}.lengths");

    private static string Letters(int slot) => FormattableString.Invariant($"input.category{slot}.letters");

    private static InvalidDataException Damaged() => new("The model is damaged: the names of its categories do not fit them.");
}
