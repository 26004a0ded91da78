// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using static TorchSharp.torch;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Counts the numbers that a forward pass keeps for the backward pass.</summary>
internal static class ActivationCount
{
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
