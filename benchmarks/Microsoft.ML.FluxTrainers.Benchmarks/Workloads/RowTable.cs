// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers.Benchmarks;

/// <summary>Rows in memory and the view of them that is trained on.</summary>
internal sealed class RowTable(IReadOnlyList<FeatureRow> rows, int width, int classes)
{
    /// <summary>The rows.</summary>
    public IReadOnlyList<FeatureRow> Rows => rows;

    /// <summary>Features per row.</summary>
    public int Width => width;

    /// <summary>The number of classes.</summary>
    public int Classes => classes;

    /// <summary>Random rows whose class depends on their first features.</summary>
    public static RowTable Synthetic(int count, int width, int classes)
    {
        var random = new Random(1);
        var rows = new FeatureRow[count];
        for (var i = 0; i < count; i++)
        {
            var features = new float[width];
            for (var j = 0; j < width; j++)
            {
                features[j] = (2 * random.NextSingle()) - 1;
            }

            rows[i] = new FeatureRow { Features = features, Label = (uint)((features[0] + 1) / 2 * classes) };
        }

        return new RowTable(rows, width, classes);
    }

    /// <summary>Some of the rows.</summary>
    public RowTable Where(Func<int, bool> isIn) => new([.. rows.Where((_, i) => isIn(i))], width, classes);

    /// <summary>The rows as ML.NET reads them.</summary>
    public IDataView ToDataView(MLContext context) => context.Data.LoadFromEnumerable(rows, FeatureRow.Schema(width, classes));
}
