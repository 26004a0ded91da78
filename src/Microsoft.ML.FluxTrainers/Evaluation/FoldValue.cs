// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>What one metric says of one fold, as a row of data.</summary>
internal sealed class FoldValue
{
    public string Metric { get; set; } = "";

    public int Fold { get; set; }

    public int Repeat { get; set; }

    public double Value { get; set; }

    public double TrainValue { get; set; }
}
