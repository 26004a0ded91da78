// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>Training as one writes it by hand with TorchSharp alone.</summary>
internal static class PlainLoop
{
    /// <summary>Trains a module by cross entropy, on all rows in their order, and gives its numbers.</summary>
    /// <param name="module">The module with its initial weights; disposed.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="batchSize">Rows a step.</param>
    /// <param name="epochs">Passes over the rows.</param>
    /// <param name="optimizer">Makes the optimizer.</param>
    /// <param name="penalty">Added to the loss of each batch, or null.</param>
    public static float[] Train(
        nn.Module<Tensor, Tensor> module,
        IReadOnlyList<TestRow> rows,
        int batchSize,
        int epochs,
        Func<IEnumerable<Parameter>, optim.Optimizer> optimizer,
        Func<IEnumerable<Parameter>, Tensor>? penalty = null)
    {
        using var scope = NewDisposeScope();
        using var trained = module;
        using var rule = optimizer(module.parameters());
        module.train();
        foreach (var batch in Enumerable.Repeat(rows, epochs).SelectMany(all => all.Chunk(batchSize)))
        {
            var width = batch[0].Features.Length;
            var features = tensor(batch.SelectMany(row => row.Features.DenseValues()).ToArray(), [batch.Length, width]);
            var targets = tensor(batch.Select(row => (long)row.Label).ToArray());
            rule.zero_grad();
            var loss = nn.functional.cross_entropy(module.call(features), targets);
            (penalty is null ? loss : loss + penalty(module.parameters())).backward();
            rule.step();
        }

        return [.. module.parameters().SelectMany(parameter => parameter.data<float>().ToArray())];
    }
}
