// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.FluxTrainers.Contract;
using NUnit.Framework;
using static TorchSharp.torch;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>The same seed gives the same bits, wherever in memory the data happens to lie.</summary>
public sealed class SeedAlignmentTests
{
    private readonly MLContext _mlContext = new(seed: 1);

    [Test]
    public void Bits_do_not_depend_on_where_memory_lies([Values] bool custom)
    {
        var data = SampleData.View(_mlContext);
        var options = SmallClassifier.Options with { Builder = custom ? Normalized() : new MlpBuilder(8) };
        var (weights, scores) = (new HashSet<string>(), new HashSet<string>());
        for (var i = 0; i < 12; i++)
        {
            // Pinned arrays follow each other: one of another size moves the next ones.
            var moved = GC.AllocateUninitializedArray<byte>((8 * i) + 1, pinned: true);
            using var model = _mlContext.FluxTrainers.NeuralClassifier(options).Fit(data);
            using var stream = new MemoryStream();
            model.Model.SaveWeights(stream);
            weights.Add(Convert.ToHexString(stream.ToArray()));
            scores.Add(string.Join(' ', SmallClassifier.Rows(_mlContext, model.Transform(data)).Select(row => CellValues.Text(row.Score))));
            GC.KeepAlive(moved);
        }

        Assert.That((weights.Count, scores.Count), Is.EqualTo((1, 1)), "different weights and scores");
    }

    /// <summary>A network that only torch can run.</summary>
    private static NetworkBuilder Normalized() => NetworkBuilder.From("normalized", shape => nn.Sequential(
        ("hidden", nn.Linear(shape.Inputs, 8)),
        ("normalize", nn.LayerNorm(8)),
        ("act", nn.ReLU()),
        ("output", nn.Linear(8, shape.Outputs))));
}
