// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Globalization;
using Microsoft.ML.Data;
using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>Makes small data sets.</summary>
internal static class TestRows
{
    /// <summary>A row with every number stored.</summary>
    public static TestRow Row(uint label, params float[] features) =>
        new() { Features = new VBuffer<float>(features.Length, features), Label = label };

    /// <summary>The same rows with only the numbers stored that are not zero.</summary>
    public static List<TestRow> Sparse(this IEnumerable<TestRow> rows) => [.. rows.Select(row => new TestRow
    {
        Features = Sparse([.. row.Features.DenseValues()]),
        Number = row.Number,
        Label = row.Label,
        Weight = row.Weight,
    })];

    /// <summary>The rows as ML.NET sees them.</summary>
    public static IDataView ToView(this IReadOnlyList<TestRow> rows, MLContext context, int classes = 2)
    {
        var schema = SchemaDefinition.Create(typeof(TestRow));
        var width = rows.Count > 0 ? rows[0].Features.Length : 2;
        schema[nameof(TestRow.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, Math.Max(width, 1));
        schema[nameof(TestRow.Label)].ColumnType = new KeyDataViewType(typeof(uint), classes);
        return context.Data.LoadFromEnumerable(rows, schema);
    }

    /// <summary>Points around as many centers as there are classes, on a circle of radius 3, with deviation 1.</summary>
    public static List<TestRow> Blobs(int count, int classes = 3, int seed = 5)
    {
        var random = new RandomStream(seed);
        var rows = new List<TestRow>();
        for (var i = 0; i < count; i++)
        {
            var label = i % classes;
            var angle = 2 * Math.PI * label / classes;
            rows.Add(Row(
                (uint)label,
                (float)((3 * Math.Cos(angle)) + random.NextNormal()),
                (float)((3 * Math.Sin(angle)) + random.NextNormal())));
        }

        return rows;
    }

    /// <summary>The 150 irises of the samples, one class after the other.</summary>
    public static List<TestRow> Iris()
    {
        string[] kinds = ["setosa", "versicolor", "virginica"];
        return [.. File.ReadLines(IrisPath()).Skip(1).Where(line => line.Length > 0).Select(line => line.Split(',')).Select(cells => Row(
            (uint)Array.FindIndex(kinds, kind => cells[4].Contains(kind, StringComparison.OrdinalIgnoreCase)),
            [.. cells[..4].Select(cell => float.Parse(cell, CultureInfo.InvariantCulture))]))];
    }

    private static VBuffer<float> Sparse(float[] values)
    {
        var indices = Enumerable.Range(0, values.Length).Where(i => values[i] != 0).ToArray();
        return new VBuffer<float>(values.Length, indices.Length, [.. indices.Select(i => values[i])], indices);
    }

    private static string IrisPath()
    {
        for (var folder = new DirectoryInfo(TestContext.CurrentContext.TestDirectory); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, "samples", "iris.csv");
            if (File.Exists(path))
            {
                return path;
            }
        }

        throw new FileNotFoundException("There is no samples/iris.csv above the test's folder.");
    }
}
