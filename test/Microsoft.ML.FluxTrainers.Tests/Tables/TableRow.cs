// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>A row of a table as users have them.</summary>
internal sealed class TableRow
{
    public float Age { get; set; }

    public double Price { get; set; }

    public int Rooms { get; set; }

    public bool Open { get; set; }

    public DateTime When { get; set; }

    public string City { get; set; } = "";

    public string Kind { get; set; } = "";

    public string Note { get; set; } = "";

    /// <summary>A text to make a key label of.</summary>
    public string Class { get; set; } = "";

    public bool Label { get; set; }

    public float Amount { get; set; }

    [Microsoft.ML.Data.VectorType(2)]
    public float[] Features { get; set; } = [];
}
