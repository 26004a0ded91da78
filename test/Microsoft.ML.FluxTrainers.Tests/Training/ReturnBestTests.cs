// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>A cancelled fit that returns the best so far.</summary>
public sealed class ReturnBestTests
{
    private static readonly NeuralClassifierOptions _options = new() { Builder = new MlpBuilder(8) { Dropout = 0.2 }, BatchSize = 1, Epochs = 5, Seed = 1 };

    private static readonly List<TestRow> _rows = TestRows.Blobs(60);

    [Test]
    public void At_the_end_of_an_epoch_it_is_a_fit_of_as_many_epochs([Values(0, 0.3)] double held)
    {
        var options = _options with { ValidationFraction = held };
        var model = CancelledAfter(options, 2);

        Assert.That(model.Bits(), Is.EqualTo((options with { Epochs = 2 }).Fit(_rows).Bits()));
        Assert.That(model.History.StopReason, Is.EqualTo("the fit was cancelled"));
        Assert.That(model.History.Epochs, Is.EqualTo(2));
    }

    // 60 batches an epoch: the hundredth is in the middle of the second.
    [Test]
    public void Within_an_epoch_it_is_the_last_whole_one_and_a_fit_can_go_on_from_it()
    {
        using var source = new CancellationTokenSource();
        var batches = 0;
        var loss = Loss.From("cancels", (outputs, targets) =>
        {
            if (outputs.requires_grad && ++batches == 100)
            {
                source.Cancel();
            }

            return TorchSharp.torch.nn.functional.cross_entropy(outputs, targets, reduction: TorchSharp.torch.nn.Reduction.None);
        });
        var options = _options with { Loss = loss };
        var model = options.Fit(_rows, run: Run(source.Token));
        var context = new MLContext();
        var whole = context.FluxTrainers.NeuralClassifier(options).Fit(_rows.ToView(context, 3), previous: model);

        Assert.That(batches, Is.EqualTo(100 + (4 * 60)));
        Assert.That(model.History.Epochs, Is.EqualTo(1));
        Assert.That(model.Bits(), Is.EqualTo((options with { Epochs = 1 }).Fit(_rows).Bits()));
        Assert.That(whole.Bits(), Is.EqualTo(options.Fit(_rows).Bits()));
    }

    [Test]
    public void Before_the_first_epoch_has_ended_it_throws() =>
        Assert.That(() => _options.Fit(_rows, run: Run(new CancellationToken(canceled: true))), Throws.InstanceOf<OperationCanceledException>());

    [Test]
    public void A_callback_that_throws_as_if_cancelled_still_ends_the_fit()
    {
        var run = Run(default) with { Actions = [TrainingAction.Do(_ => throw new OperationCanceledException("mine"))] };

        Assert.That(() => _options.Fit(_rows, run: run), Throws.InstanceOf<OperationCanceledException>().With.Message.EqualTo("mine"));
    }

    [Test]
    public void By_default_it_throws_and_the_exception_has_the_model()
    {
        using var source = new CancellationTokenSource();
        var run = new TrainingRun { CancellationToken = source.Token, Actions = [TrainingAction.Do(_ => source.Cancel())] };
        var thrown = Assert.Catch<OperationCanceledException>(() => _options.Fit(_rows, run: run));
        using var model = NeuralTransformer.FromFailedFit(thrown!)!;

        Assert.That(model.Bits(), Is.EqualTo((_options with { Epochs = 1 }).Fit(_rows).Bits()));
    }

    [Test]
    public void A_fit_can_go_on_from_what_a_cancellation_between_two_epochs_left()
    {
        using var source = new CancellationTokenSource();
        var run = new TrainingRun { CancellationToken = source.Token, Actions = [TrainingAction.Do(result => { if (result.Epoch == 2) { source.Cancel(); } })] };
        var thrown = Assert.Catch<OperationCanceledException>(() => _options.Fit(_rows, run: run));
        using var rescued = NeuralTransformer.FromFailedFit(thrown!)!;
        var context = new MLContext();
        using var whole = context.FluxTrainers.NeuralClassifier(_options).Fit(_rows.ToView(context, 3), previous: rescued);

        Assert.That(rescued.History.Epochs, Is.EqualTo(2));
        Assert.That(whole.Bits(), Is.EqualTo(_options.Fit(_rows).Bits()));
    }

    // The user's own stop: whoever sees the loss break cancels. The weights from before are in place by then.
    [Test]
    public void As_the_loss_diverges_the_fit_ends_as_without_a_cancellation()
    {
        using var source = new CancellationTokenSource();
        var context = new MLContext();
        context.Log += (_, e) =>
        {
            if (e.Message.Contains("training loss NaN", StringComparison.Ordinal))
            {
                source.Cancel();
            }
        };
        var options = _options with { Epochs = 20, Optimizer = new Sgd(1e20) };
        var model = options.Fit(context, _rows, run: Run(source.Token));

        Assert.That(source.IsCancellationRequested);
        Assert.That(model.History.StopReason, Does.StartWith("the loss is NaN in epoch "));
        Assert.That(model.Bits(), Is.EqualTo(options.Fit(_rows).Bits()));
    }

    [Test]
    public void After_the_last_epoch_nothing_is_left_to_cancel()
    {
        using var source = new CancellationTokenSource();
        var options = _options with { WeightAveraging = new ExponentialMovingAverage(0.9), Builder = new MlpBuilder(8) { Normalization = Normalization.BatchNorm } };
        var run = Run(source.Token) with { Actions = [TrainingAction.Do(result => { if (result.Epoch == 5) { source.Cancel(); } })] };
        var model = options.Fit(_rows, run: run);

        Assert.That(model.History.Events.Where(one => one.Kind == TrainingEventKind.Stop).Select(one => one.Text), Is.EqualTo(new[] { "all 5 epochs done" }));
    }

    private static NeuralTransformer CancelledAfter(NeuralClassifierOptions options, int epochs)
    {
        using var source = new CancellationTokenSource();
        var action = TrainingAction.Do(result =>
        {
            if (result.Epoch == epochs)
            {
                source.Cancel();
            }
        });
        return options.Fit(_rows, run: Run(source.Token) with { Actions = [action] });
    }

    private static TrainingRun Run(CancellationToken token) => new() { CancellationToken = token, OnCancellation = CancellationBehavior.ReturnBest };
}
