// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Globalization;
using System.Text;

namespace Microsoft.ML.FluxTrainers;

/// <summary>A text table of layers.</summary>
internal sealed class SummaryTable
{
    private readonly List<string[]> _rows = [["Layer", "Type", "Output", "Parameters"]];
    private long _total;

    /// <summary>Adds a layer.</summary>
    /// <param name="name">The layer's name.</param>
    /// <param name="kind">The layer's type.</param>
    /// <param name="shape">The shape of an output row without the batch, or null if it is not known.</param>
    /// <param name="parameters">How many trained numbers the layer has.</param>
    public void Add(string name, string kind, IEnumerable<long>? shape, long parameters)
    {
        var output = shape is null ? "?" : $"[{string.Join(", ", shape.Select(Number).Prepend("batch"))}]";
        _rows.Add([name, kind, output, Number(parameters)]);
        _total += parameters;
    }

    public override string ToString()
    {
        List<string[]> rows = [.. _rows, ["Total", "", "", Number(_total)]];
        var widths = Enumerable.Range(0, 4).Select(column => rows.Max(row => row[column].Length)).ToArray();
        var text = new StringBuilder();
        foreach (var row in rows)
        {
            text.Append(row[0].PadRight(widths[0])).Append("  ").Append(row[1].PadRight(widths[1])).Append("  ")
                .Append(row[2].PadRight(widths[2])).Append("  ").Append(row[3].PadLeft(widths[3])).Append('\n');
        }

        return text.ToString();
    }

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
