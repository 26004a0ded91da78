// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>One fold of an evaluation.</summary>
public sealed class FoldResult
{
    internal FoldResult(ResamplingFold fold, TimeSpan fitTime, ITransformer? model)
    {
        (Index, Repeat) = (fold.Index, fold.Repeat);
        (TrainRowCount, TestRowCount) = (fold.TrainRows.Count, fold.TestRows.Count);
        (FitTime, Model) = (fitTime, model);
    }

    /// <summary>The number of the fold among all, from 0.</summary>
    public int Index { get; }

    /// <summary>The repetition that the fold belongs to, from 0.</summary>
    public int Repeat { get; }

    /// <summary>How many rows were trained on.</summary>
    public int TrainRowCount { get; }

    /// <summary>How many rows were tested on.</summary>
    public int TestRowCount { get; }

    /// <summary>How long the fit took.</summary>
    public TimeSpan FitTime { get; }

    /// <summary>The model; null unless <see cref="EvaluationOptions.KeepModels"/> is set. It goes with the result.</summary>
    public ITransformer? Model { get; }
}
