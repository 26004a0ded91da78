// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using NUnit.Framework;
using static TorchSharp.torch;

namespace Microsoft.ML.FluxTrainers.Tests;

public sealed class StochasticLayersTests
{
    private static IEnumerable<TestCaseData> Modules()
    {
        static TestCaseData Case(nn.Module module, bool draws) => new TestCaseData(module, draws).SetArgDisplayNames(module.GetName());
        yield return Case(nn.Sequential(nn.Linear(2, 2), nn.BatchNorm1d(2), nn.ReLU()), false);
        yield return Case(nn.Sequential(nn.Linear(2, 2), nn.Sequential(nn.Dropout())), true);
        yield return Case(nn.Sequential(nn.RReLU()), true);
        yield return Case(nn.AlphaDropout(), true);
        yield return Case(nn.LSTM(2, 2, dropout: 0.5), true);
        yield return Case(new StreamDropout(0.5, new RandomStream(0)), false);
        yield return Case(nn.Sequential(new Residual()), true);
    }

    [TestCaseSource(nameof(Modules))]
    public void Finds_modules_that_draw_or_may_draw_from_torch(nn.Module module, bool draws)
    {
        using (module)
        {
            Assert.That(StochasticLayers.Has(module), Is.EqualTo(draws));
        }
    }

    private sealed class Residual() : nn.Module<Tensor, Tensor>(nameof(Residual))
    {
        public override Tensor forward(Tensor input) => input + nn.functional.dropout(input, 0.5, training);
    }
}
