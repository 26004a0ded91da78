// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Globalization;
using System.Text;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Metrics as text: a name and some numbers a row.</summary>
internal sealed class MetricsTable
{
    private readonly List<string[]> _rows = [];

    public MetricsTable(params string[] header) => _rows.Add(header);

    public void Add(string name, params IEnumerable<double> values) => _rows.Add([name, .. values.Select(Text)]);

    /// <summary>A number for people: four decimals, or three digits where those would show less.</summary>
    public static string Text(double value) => value.ToString(Math.Abs(value) is > 0 and < 0.001 ? "G3" : "0.####", CultureInfo.InvariantCulture);

    public override string ToString()
    {
        var widths = Enumerable.Range(0, _rows[0].Length).Select(column => _rows.Max(row => row[column].Length)).ToArray();
        var text = new StringBuilder();
        foreach (var row in _rows)
        {
            text.Append(row[0].PadRight(widths[0]));
            for (var column = 1; column < row.Length; column++)
            {
                text.Append("  ").Append(row[column].PadLeft(widths[column]));
            }

            text.Append('\n');
        }

        return text.ToString();
    }
}
