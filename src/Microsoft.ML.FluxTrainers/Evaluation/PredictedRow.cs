// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>The prediction of one row by a model that was not trained on it. Which members become columns depends on what is predicted.</summary>
internal sealed class PredictedRow
{
    public long Row { get; set; }

    public int Fold { get; set; }

    public int Repeat { get; set; }

    /// <summary>The class from 0, which becomes a key; <see cref="uint.MaxValue"/> where it is missing.</summary>
    public uint LabelKey { get; set; }

    public uint PredictedKey { get; set; }

    public bool LabelFlag { get; set; }

    public bool PredictedFlag { get; set; }

    public float LabelNumber { get; set; }

    public float[] LabelNumbers { get; set; } = [];

    public float Score { get; set; }

    public float[] Scores { get; set; } = [];

    public float Probability { get; set; }
}
