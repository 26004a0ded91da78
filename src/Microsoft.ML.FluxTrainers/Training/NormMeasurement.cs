// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Batch norms that measure mean and variance anew, until disposed: the plain mean over batches, the rest of the network as in prediction.</summary>
internal sealed class NormMeasurement : IDisposable
{
    private readonly List<(BatchNorm Norm, double? Momentum)> _norms;
    private int _batches;

    /// <summary>Puts a network into evaluation mode, its norms into training mode.</summary>
    /// <param name="module">The network.</param>
    /// <param name="except">Norms that keep their averages.</param>
    public NormMeasurement(nn.Module module, IReadOnlyList<nn.Module> except)
    {
        module.eval();
        _norms = [.. module.modules().Prepend(module).Distinct().OfType<BatchNorm>().Except(except.OfType<BatchNorm>()).Select(norm => (norm, norm.momentum))];
        _norms.ForEach(item => item.Norm.train());
    }

    /// <summary>Whether there is anything to measure.</summary>
    public bool IsNeeded => _norms.Count > 0;

    /// <summary>To be called before each batch: the first one overwrites what was there.</summary>
    public void BeginBatch()
    {
        _batches++;
        _norms.ForEach(item => item.Norm.momentum = 1.0 / _batches);
    }

    public void Dispose()
    {
        foreach (var (norm, momentum) in _norms)
        {
            norm.momentum = momentum;
            norm.eval();
        }
    }
}
