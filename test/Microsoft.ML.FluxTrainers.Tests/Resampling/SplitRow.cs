// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>A row to be split.</summary>
internal sealed class SplitRow
{
    public string Label { get; set; } = "";

    public float Number { get; set; }

    /// <summary>Rows with these labels, numbered from 0.</summary>
    public static IDataView Rows(MLContext context, string labels) =>
        context.Data.LoadFromEnumerable(labels.Select((label, i) => new SplitRow { Label = $"{label}", Number = i }).ToList());
}
