// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using static TorchSharp.torch;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Counts the numbers that a forward pass keeps for the backward pass.</summary>
internal static class ActivationCount
{
    /// <summary>About what a core's share of the caches holds.</summary>
    private const long CachedNumbers = 1 << 21;

    // With fewer, products become products of a matrix with a vector or two.
    private const int LeastRows = 8;

    /// <summary>How many rows to send through a network on the CPU at once: with more, a layer finds what the one before it gave in the
    /// memory and no more in the cache (Fashion-MNIST's small network needs 30 us a row with 50 rows, 40 with 300, 70 with 1000).</summary>
    /// <param name="activationsPerRow">How many numbers its layers give for a row.</param>
    public static int RowsInCache(long activationsPerRow) => (int)Math.Clamp(CachedNumbers / Math.Max(1, activationsPerRow), LeastRows, int.MaxValue);

    /// <summary>The rows of a part, where rows go through a network in parts as even as can be.</summary>
    /// <param name="rows">How many there are.</param>
    /// <param name="most">The most in a part.</param>
    public static int RowsOfPart(int rows, int most)
    {
        var parts = ((rows - 1) / most) + 1;
        return ((rows - 1) / parts) + 1;
    }

    /// <summary>How many numbers the innermost layers of a module give for one row.</summary>
    /// <param name="module">The module; it is left as it is.</param>
    /// <param name="input">The shape of a row, without the batch.</param>
    public static long PerRow(nn.Module<Tensor, Tensor> module, ValueList<int> input)
    {
        using var scope = NewDisposeScope();
        using var evaluated = new EvaluationMode(module);
        var count = 0L;
        var hooks = module.modules().Prepend(module).Distinct().OfType<nn.Module<Tensor, Tensor>>()
            .Where(inner => !inner.named_children().Any())
            .Select(layer => layer.register_forward_hook((_, _, output) =>
            {
                count += output.numel();
                return output;
            })).ToList();
        try
        {
            var parameter = module.parameters().FirstOrDefault();
            _ = module.call(zeros([1, .. input.Select(size => (long)size)], ScalarType.Float32, parameter?.device ?? CPU));
            return count;
        }
        finally
        {
            hooks.ForEach(hook => hook.remove());
        }
    }
}
