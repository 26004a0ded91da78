// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using TorchSharp.Modules;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Batch norms in evaluation mode, until disposed.</summary>
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
