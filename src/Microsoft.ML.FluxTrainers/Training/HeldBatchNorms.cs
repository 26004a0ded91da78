// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using TorchSharp.Modules;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Batch norms in evaluation mode, until disposed: for a batch of one row. That has no variance, and the averages
/// that the norms keep would be no numbers from then on.</summary>
internal sealed class HeldBatchNorms : IDisposable
{
    private readonly List<BatchNorm1d> _held;

    public HeldBatchNorms(IEnumerable<BatchNorm1d> norms)
    {
        _held = [.. norms.Where(norm => norm.training)];
        _held.ForEach(norm => norm.eval());
    }

    public void Dispose() => _held.ForEach(norm => norm.train());
}
