// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using NUnit.Framework;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>Builders that give the same module at each call.</summary>
public sealed class NewModuleTests
{
    private const string Cure = "gave a network that was disposed. A fit, and each use of its model, disposes the network that it gets: make a new one at each call.";
    private static readonly NeuralClassifierOptions _options = new() { Epochs = 1 };
    private static readonly List<TestRow> _rows = TestRows.Blobs(9);

    private static IEnumerable<Func<nn.Module<Tensor, Tensor>>> Modules =>
    [
        () => new Own(),
        () => nn.Linear(2, 3),
    ];

    [TestCaseSource(nameof(Modules))]
    public void The_model_of_a_fit_that_disposed_it_says_so(Func<nn.Module<Tensor, Tensor>> make)
    {
        var module = make();
        using var fitted = (_options with { Builder = NetworkBuilder.From("mine", _ => module) }).Fit(_rows);

        Assert.That(() => fitted.Scores(_rows), Throws.InvalidOperationException.With.Message.EqualTo($"NetworkBuilder.From(\"mine\") {Cure}"));
        Assert.That(fitted.Model.CreateModule, Throws.InvalidOperationException);
    }

    [Test]
    public void A_second_fit_says_so()
    {
        var module = new Own();
        var options = _options with { Builder = NetworkBuilder.From("mine", _ => module) };
        options.Fit(_rows).Dispose();

        Assert.That(() => options.Fit(_rows), Throws.InvalidOperationException.With.Message.EqualTo(
            $"NetworkBuilder.From(\"mine\") failed to build a network with 2 inputs and 3 outputs: It {Cure}"));
    }

    [Test]
    public void A_builder_that_has_nothing_to_give_any_more_is_named()
    {
        var calls = 0;
        using var fitted = (_options with { Builder = NetworkBuilder.From("mine", _ => calls++ == 0 ? new Own() : null!) }).Fit(_rows);

        Assert.That(() => fitted.Scores(_rows), Throws.InvalidOperationException.With.Message.EqualTo("NetworkBuilder.From(\"mine\") gave null instead of a network."));
    }

    private sealed class Own : nn.Module<Tensor, Tensor>
    {
        private readonly Linear _layer = nn.Linear(2, 3);

        public Own()
            : base(nameof(Own)) => RegisterComponents();

        public override Tensor forward(Tensor input) => _layer.call(input);

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                _layer.Dispose();
            }

            base.Dispose(disposing);
        }
    }
}
