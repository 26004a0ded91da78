// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Runtime.CompilerServices;

namespace Microsoft.ML.FluxTrainers.Contract;

/// <summary>Makes and compares schema shapes, the promises of estimators.</summary>
public static class ShapeComparison
{
    /// <summary>The shape of real data.</summary>
    /// <param name="schema">The data's schema.</param>
    public static SchemaShape ShapeOf(DataViewSchema schema) => Create(null, schema);

    /// <summary>What is promised and not delivered, or delivered and not promised, annotations included.</summary>
    /// <param name="promised">What an estimator promises.</param>
    /// <param name="delivered">What its transformer delivers.</param>
    public static Differences Of(SchemaShape promised, SchemaShape delivered)
    {
        var differences = new Differences();
        var (promises, deliveries) = (Texts(promised), Texts(delivered));
        foreach (var text in promises.Except(deliveries))
        {
            differences.Expect(false, () => $"promised, not delivered: {text}");
        }

        foreach (var text in deliveries.Except(promises))
        {
            differences.Expect(false, () => $"delivered, not promised: {text}");
        }

        differences.Expect(promises.Count == deliveries.Count, () => $"{promises.Count} columns became {deliveries.Count}");
        return differences;
    }

    private static List<string> Texts(SchemaShape shape) => [.. shape.Select(column =>
        $"{Text(column)} {{{string.Join(", ", column.Annotations.Select(Text).Order(StringComparer.Ordinal))}}}")];

    private static string Text(SchemaShape.Column column) =>
        $"{column.Name} {column.Kind} {column.ItemType} {(column.IsKey ? "key" : "no key")}";

    /// <summary>ML.NET keeps this to itself (dotnet/machinelearning#3243), but a promise cannot be asked for without it.</summary>
    [UnsafeAccessor(UnsafeAccessorKind.StaticMethod, Name = "Create")]
    private static extern SchemaShape Create(SchemaShape? type, DataViewSchema schema);
}
