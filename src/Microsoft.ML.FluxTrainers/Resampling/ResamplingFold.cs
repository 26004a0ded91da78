// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Some rows of data to train on, and some to test on. Nothing is copied: the rows are read from the data, in its order, when a fold is read.</summary>
public sealed class ResamplingFold
{
    internal ResamplingFold(IDataView data, FoldRows rows, int index)
    {
        (TrainRows, TestRows) = (rows.Train, rows.Test);
        Train = new RowSelection(data, rows.Train);
        Test = new RowSelection(data, rows.Test);
        (Index, Repeat) = (index, rows.Repeat);
    }

    /// <summary>The rows to train on.</summary>
    public IDataView Train { get; }

    /// <summary>The rows to test on.</summary>
    public IDataView Test { get; }

    /// <summary>The places of the rows of <see cref="Train"/> in the data, counted from 0, ascending.</summary>
    public IReadOnlyList<long> TrainRows { get; }

    /// <summary>The places of the rows of <see cref="Test"/> in the data, counted from 0, ascending.</summary>
    public IReadOnlyList<long> TestRows { get; }

    /// <summary>The number of the fold among all, from 0, those of earlier repetitions included.</summary>
    public int Index { get; }

    /// <summary>The repetition that the fold belongs to, from 0.</summary>
    public int Repeat { get; }
}
