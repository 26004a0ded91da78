// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using TorchSharp;

namespace Microsoft.ML.FluxTrainers;

/// <summary>From a loss for each target number to one for each row.</summary>
internal static class TargetMeans
{
    /// <summary>The mean over the targets of each row.</summary>
    /// <param name="losses">The losses [rows, targets].</param>
    /// <returns>[rows]: of a single target a view, which spares a kernel in each direction.</returns>
    public static torch.Tensor MeanOfTargets(this torch.Tensor losses) => losses.size(1) == 1 ? losses.squeeze(1) : losses.mean([1]);
}
