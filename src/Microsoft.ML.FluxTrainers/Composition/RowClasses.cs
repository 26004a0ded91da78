// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Which class each row has.</summary>
internal sealed class RowClasses
{
    private const string Wanted = "a key, a Boolean or a text";

    private RowClasses(int[] ofRow, IReadOnlyList<string> names, bool areNamed)
    {
        (OfRow, Names, AreNamed) = (ofRow, names, areNamed);
        Counts = new int[names.Count];
        foreach (var one in ofRow.Where(one => one >= 0))
        {
            Counts[one]++;
        }
    }

    /// <summary>The class of each row, from 0; -1 where the label is missing.</summary>
    public int[] OfRow { get; }

    /// <summary>What the classes are called.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Whether the data itself names them, as texts and keys with values do.</summary>
    public bool AreNamed { get; }

    /// <summary>How many rows each class has.</summary>
    public int[] Counts { get; }

    /// <summary>Whether labels of a promised column can be told apart.</summary>
    public static void Require(SchemaShape shape, TrainerHost host, string name)
    {
        var column = shape.Require(host, "label", name);
        if (column.Kind != SchemaShape.Column.VectorKind.Scalar || !(column.IsKey || column.ItemType is BooleanDataViewType or TextDataViewType))
        {
            throw host.ColumnError("label", name, Wanted, column.ItemType.ToString()!);
        }
    }

    /// <summary>Reads the labels.</summary>
    public static RowClasses Read(TrainerHost host, IDataView data, string name)
    {
        var column = data.Schema.Require(host, "label", name);
        return column.Type switch
        {
            BooleanDataViewType => new([.. ColumnScan.Read<bool>(host, data, column).Select(label => label ? 1 : 0)], ["false", "true"], areNamed: false),
            TextDataViewType => OfTexts(ColumnScan.Read<ReadOnlyMemory<char>>(host, data, column)),
            KeyDataViewType { Count: <= int.MaxValue } key when key.RawType == typeof(uint) => OfKeys(
                [.. ColumnScan.Read<uint>(host, data, column).Select(label => (int)label - 1)], (int)key.Count, LabelValues.Of(column)?.Texts), // a key counts from 1; 0 is missing
            _ => throw host.ColumnError("label", name, Wanted, column.Type.ToString()!),
        };
    }

    private static RowClasses OfKeys(int[] ofRow, int count, IReadOnlyList<string>? names) =>
        new(ofRow, names ?? [.. Enumerable.Range(1, count).Select(label => FormattableString.Invariant($"{label}"))], areNamed: names is not null);

    private static RowClasses OfTexts(List<ReadOnlyMemory<char>> labels)
    {
        var classes = new Dictionary<string, int>(StringComparer.Ordinal);
        int[] ofRow = [.. labels.Select(label => label.IsEmpty ? -1 : classes.TryGetValue(label.ToString(), out var known) ? known : classes[label.ToString()] = classes.Count)];
        return new RowClasses(ofRow, [.. classes.Keys], areNamed: true);
    }
}
