// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;

namespace Microsoft.ML.FluxTrainers;

/// <summary>The features of the rows that new ones are made of.</summary>
internal sealed class SmoteRows
{
    private readonly Dictionary<int, float[]> _features = [];

    /// <summary>The features of a row by its number in the data.</summary>
    public float[] this[int row] => _features[row];

    /// <summary>Reads the features of some rows.</summary>
    /// <exception cref="InvalidOperationException">A feature is no finite number; the row is named.</exception>
    public static SmoteRows Read(TrainerHost host, IDataView data, DataViewSchema.Column column, int width, Func<int, bool> isWanted)
    {
        var rows = new SmoteRows();
        using var cursor = data.GetRowCursor([column]);
        var get = cursor.GetGetter<VBuffer<float>>(column);
        var buffer = default(VBuffer<float>);
        for (var row = 0; cursor.MoveNext(); row++)
        {
            if (!isWanted(row))
            {
                continue;
            }

            host.CheckAlive();
            get(ref buffer);
            var values = new float[width];
            buffer.CopyTo(values);
            if (Array.FindIndex(values, value => !float.IsFinite(value)) is >= 0 and var slot)
            {
                throw new InvalidOperationException(FormattableString.Invariant(
                    $"Row {row} has {values[slot]} in slot {slot} of column '{column.Name}': between such rows no new ones can be made. Replace missing values before, or use Balancing.Oversample."));
            }

            rows._features.Add(row, values);
        }

        return rows;
    }
}
