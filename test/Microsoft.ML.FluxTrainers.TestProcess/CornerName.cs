// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers.TestProcess;

/// <summary>What a model says of a <see cref="Corner"/>.</summary>
internal sealed class CornerName
{
    public string PredictedLabel { get; set; } = "";
}
