// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>The names of categories among the tensors of a model.</summary>
internal static class LevelTensors
{
    /// <summary>The tensors of all columns of categories.</summary>
    public static IEnumerable<NamedTensor> Of(TableInput table) =>
        table.Categories.SelectMany(item => TextTensors.Of(Name(item.Slot), item.Column.Levels));

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

    private static CategoryLevels Read(CategoryLevels levels, int slot, IReadOnlyList<NamedTensor> tensors) =>
        TextTensors.Read(Name(slot), tensors) is { } names && names.Length == levels.Count && names.Distinct(StringComparer.Ordinal).Count() == names.Length
            ? new CategoryLevels(names, levels.AreNames)
            : throw DamagedModel.Because("the names of its categories do not fit them");

    private static string Name(int slot) => FormattableString.Invariant($"input.category{slot}");
}
