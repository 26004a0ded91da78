// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;

namespace Microsoft.ML.FluxTrainers.Contract;

/// <summary>Compares schemas: columns, order, types, and every annotation with its values.</summary>
public static class SchemaComparison
{
    private const string UnknownKind = "NoSuchAnnotation";

    /// <summary>What differs.</summary>
    /// <param name="expected">A schema.</param>
    /// <param name="actual">Another.</param>
    public static Differences Of(DataViewSchema expected, DataViewSchema actual)
    {
        var differences = new Differences();
        differences.Expect(
            expected.Select(column => column.Name).SequenceEqual(actual.Select(column => column.Name)),
            () => $"columns {Names(expected)} became {Names(actual)}");
        foreach (var (left, right) in expected.Zip(actual))
        {
            differences.Expect(left.Type.Equals(right.Type), () => $"{left.Name}: {left.Type} became {right.Type}");
            differences.Expect(
                left.IsHidden == right.IsHidden, () => $"{left.Name}: hidden {left.IsHidden} became {right.IsHidden}");
            differences.Expect(
                expected[left.Name].Index == actual[right.Name].Index,
                () => $"{left.Name}: found at {expected[left.Name].Index} and at {actual[right.Name].Index}");
            CompareAnnotations(left, right, differences);
        }

        return differences;
    }

    /// <summary>The annotations of a column: kinds, types and values, in the order of their names.</summary>
    /// <param name="column">The column.</param>
    public static IReadOnlyList<string> Annotations(DataViewSchema.Column column) =>
        [.. column.Annotations.Schema.OrderBy(kind => kind.Name, StringComparer.Ordinal).Select(kind =>
            $"{kind.Name} {kind.Type} {CellValues.Text(Cell.Of(column.Annotations, kind).Read())}")];

    private static void CompareAnnotations(DataViewSchema.Column left, DataViewSchema.Column right, Differences differences)
    {
        var (expected, actual) = (Annotations(left), Annotations(right));
        differences.Expect(
            expected.SequenceEqual(actual),
            () => $"{left.Name}: annotations {string.Join("; ", expected)} became {string.Join("; ", actual)}");
        differences.Expect(
            right.Annotations.Schema.GetColumnOrNull(UnknownKind) is null, () => $"{right.Name}: has the annotation {UnknownKind}");
    }

    private static string Names(DataViewSchema schema) => string.Join(", ", schema.Select(column => column.Name));
}
