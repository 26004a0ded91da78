// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Batch norms in evaluation mode, until disposed: for a batch of one row. Where a row has one number a channel, that
/// has no variance, and the averages that the norms keep would be no numbers from then on.</summary>
internal sealed class HeldBatchNorms : IDisposable
{
    private readonly List<nn.Module> _held;

    public HeldBatchNorms(IEnumerable<nn.Module> norms)
    {
        _held = [.. norms.Where(norm => norm.training)];
        _held.ForEach(norm => norm.eval());
    }

    /// <summary>The batch norms of a network that must be held: those of vectors and series, and those of images that are down
    /// to one pixel.</summary>
    /// <param name="module">The network; it is left as it is.</param>
    /// <param name="row">The shape of a row.</param>
    /// <param name="device">Where the network is.</param>
    public static IReadOnlyList<nn.Module> Of(nn.Module<Tensor, Tensor> module, ValueList<int> row, torch.Device device)
    {
        var all = module.modules().Prepend(module).Distinct().ToList();
        var found = all.OfType<BatchNorm1d>().ToList<nn.Module>();
        if (!all.OfType<BatchNorm2d>().Any())
        {
            return found;
        }

        using var scope = NewDisposeScope();
        using var evaluated = new EvaluationMode(module);
        var hooks = all.OfType<BatchNorm2d>().Select(norm => norm.register_forward_pre_hook((_, input) =>
        {
            if (input.numel() == norm.num_features)
            {
                found.Add(norm);
            }

            return input;
        })).ToList();
        try
        {
            _ = module.call(zeros([1, .. row.Select(size => (long)size)], ScalarType.Float32, device));
        }
        finally
        {
            hooks.ForEach(hook => hook.remove());
        }

        return found;
    }

    public void Dispose() => _held.ForEach(norm => norm.train());
}
