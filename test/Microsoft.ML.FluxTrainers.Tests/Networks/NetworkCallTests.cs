// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using NUnit.Framework;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>Networks that are right for the two rows that they are tried on, and wrong later.</summary>
public sealed class NetworkCallTests
{
    private static readonly NeuralClassifierOptions _options = new() { Epochs = 1, BatchSize = 6 };

    // Without the check, a regressor's [6] and the targets' [6, 1] would become losses of [6, 6].
    [Test]
    public void Outputs_of_another_shape_in_training_are_refused() => Refuses(
        (output, isTraining) => isTraining ? output.flatten() : output,
        "The network of NetworkBuilder.From(\"mine\") gives [18] in training, for an input of [6, 2], though not for the two rows that it was tried on, but the data needs [6, 3].");

    [Test]
    public void Outputs_for_other_rows_than_there_are_are_refused() => Refuses(
        (output, _) => output.narrow(0, 0, 2),
        "The network of NetworkBuilder.From(\"mine\") gives [2, 3] outside of training, for an input of [6, 2], though not for the two rows that it was tried on, but the data needs [6, 3].");

    [Test]
    public void No_output_is_said() => Refuses((output, isTraining) => isTraining ? null! : output, "The network of NetworkBuilder.From(\"mine\") gives null in training, ");

    [Test]
    public void A_number_of_rows_that_is_written_into_the_network_is_one_line_with_the_original_inside()
    {
        var error = Refuses(
            (output, _) => output.view(2, 3),
            "The network of NetworkBuilder.From(\"mine\") fails outside of training, for an input of [6, 2], though not for the two rows that it was tried on: shape '[2, 3]' is invalid for input of size 18");

        Assert.That(error.Message, Does.Not.Contain('\n'));
        Assert.That(error.InnerException, Is.Not.Null);
    }

    [Test]
    public void What_the_network_itself_throws_stays_as_it_is()
    {
        var mine = new NotSupportedException("mine");

        Assert.That(() => Fit((output, isTraining) => isTraining ? throw mine : output), Throws.Exception.SameAs(mine));
    }

    private static InvalidOperationException Refuses(Func<Tensor, bool, Tensor> change, string start)
    {
        var error = Assert.Throws<InvalidOperationException>(() => Fit(change))!;
        Assert.That(error.Message, Does.StartWith(start));
        return error;
    }

    private static void Fit(Func<Tensor, bool, Tensor> change) =>
        (_options with { Builder = NetworkBuilder.From("mine", shape => new Own(shape, change)) }).Fit(TestRows.Blobs(6)).Dispose();

    private sealed class Own : nn.Module<Tensor, Tensor>
    {
        private readonly Linear _layer;
        private readonly Func<Tensor, bool, Tensor> _change;

        public Own(NetworkShape shape, Func<Tensor, bool, Tensor> change)
            : base(nameof(Own))
        {
            (_layer, _change) = (nn.Linear(shape.Inputs, shape.Outputs), change);
            RegisterComponents();
        }

        public override Tensor forward(Tensor input) => _change(_layer.call(input), training);

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
