// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using NUnit.Framework;
using static TorchSharp.torch;

namespace Microsoft.ML.FluxTrainers.Tests;

public sealed class StochasticLayersTests
{
    // Made inside the test: case sources run before torch is loaded.
    private static readonly Dictionary<string, (Func<nn.Module> Make, bool Draws)> _modules = new()
    {
        ["plain layers"] = (() => nn.Sequential(nn.Linear(2, 2), nn.BatchNorm1d(2), nn.ReLU()), false),
        ["nested dropout"] = (() => nn.Sequential(nn.Linear(2, 2), nn.Sequential(nn.Dropout())), true),
        ["RReLU"] = (() => nn.Sequential(nn.RReLU()), true),
        ["AlphaDropout"] = (() => nn.AlphaDropout(), true),
        ["LSTM with dropout"] = (() => nn.LSTM(2, 2, dropout: 0.5), true),
        ["our own dropout"] = (() => new StreamDropout(0.5, new RandomStream(0)), false),
        ["a module of the user's"] = (() => nn.Sequential(new Residual()), true),
    };

    private static IEnumerable<string> Names => _modules.Keys;

    [TestCaseSource(nameof(Names))]
    public void Finds_modules_that_draw_or_may_draw_from_torch(string name)
    {
        using var module = _modules[name].Make();

        Assert.That(StochasticLayers.Has(module), Is.EqualTo(_modules[name].Draws));
    }

    private sealed class Residual() : nn.Module<Tensor, Tensor>(nameof(Residual))
    {
        public override Tensor forward(Tensor input) => input + nn.functional.dropout(input, 0.5, training);
    }
}
