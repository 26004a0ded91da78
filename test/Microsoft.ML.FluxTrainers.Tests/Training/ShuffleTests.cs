// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using NUnit.Framework;
using TorchSharp;

namespace Microsoft.ML.FluxTrainers.Tests;

public sealed class ShuffleTests
{
    private const int Rows = 40;

    [Test]
    public void None_is_the_order_of_the_data() =>
        Assert.That(Orders(Shuffle.None), Is.All.EqualTo(Enumerable.Range(0, Rows)));

    [Test]
    public void Once_is_one_random_order()
    {
        var orders = Orders(Shuffle.Once);

        Assert.That(orders[0], Is.EquivalentTo(Enumerable.Range(0, Rows)).And.Not.EqualTo(Enumerable.Range(0, Rows)));
        Assert.That(orders, Is.All.EqualTo(orders[0]));
    }

    [Test]
    public void Per_epoch_is_another_order_each_time_with_every_row_once()
    {
        var orders = Orders(Shuffle.PerEpoch);

        Assert.That(orders, Is.All.EquivalentTo(Enumerable.Range(0, Rows)));
        Assert.That(orders.Select(order => string.Join(' ', order)).Distinct().Count(), Is.EqualTo(3));
    }

    // Dropout draws from another stream: with it or without, the order is the same.
    [Test]
    public void The_order_depends_on_the_seed_alone()
    {
        var plain = Orders(Shuffle.PerEpoch);

        Assert.That(Orders(Shuffle.PerEpoch, new MlpBuilder(8, 8) { Dropout = 0.5 }), Is.EqualTo(plain));
        Assert.That(Orders(Shuffle.PerEpoch, seed: 2), Is.Not.EqualTo(plain));
    }

    /// <summary>The rows that each of three epochs sees, in order: the class of a row is its number.</summary>
    private static List<List<int>> Orders(Shuffle shuffle, NetworkBuilder? builder = null, int seed = 1)
    {
        var seen = new List<int>();
        var loss = Loss.From("sees", (outputs, targets) =>
        {
            if (outputs.requires_grad)
            {
                seen.AddRange(targets.data<long>().ToArray().Select(target => (int)target));
            }

            return torch.nn.functional.cross_entropy(outputs, targets, reduction: torch.nn.Reduction.None);
        });
        var rows = Enumerable.Range(0, Rows).Select(i => TestRows.Row((uint)i, i, -i)).ToList();
        var options = new NeuralClassifierOptions
        {
            Builder = builder ?? new LinearBuilder(),
            BatchSize = 7,
            Epochs = 3,
            Loss = loss,
            Shuffle = shuffle,
            Seed = seed,
        };
        options.Fit(rows, Rows);
        return [.. seen.Chunk(Rows).Select(epoch => epoch.ToList())];
    }
}
