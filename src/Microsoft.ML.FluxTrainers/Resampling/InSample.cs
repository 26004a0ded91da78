// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Trains on all rows and tests on the same ones: how well a model can fit, not how well it predicts.</summary>
public sealed record InSample : Resampling
{
    internal override bool IsRandom => false;

    internal override IEnumerable<FoldRows> Deal(ResampledRows rows, RandomStreams streams, int repeat = 0)
    {
        ResampledRows.RequireAtLeast(1, rows.Count, "rows", this);
        return [new FoldRows(RowNumbers.Range(0, rows.Count), RowNumbers.Range(0, rows.Count), repeat)];
    }
}
