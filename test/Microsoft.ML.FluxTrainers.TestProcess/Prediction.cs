// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers.TestProcess;

/// <summary>What a model of classes predicts for one row.</summary>
internal sealed class Prediction<T>
{
    public T PredictedLabel { get; set; } = default!;

    public float[] Score { get; set; } = [];
}
