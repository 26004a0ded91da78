// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Reflection;
using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

public sealed class CancellationTests
{
    private const int Forever = 10_000_000;

    private static readonly NeuralClassifierOptions _options = new() { Builder = new MlpBuilder(8), Epochs = Forever, Seed = 1 };

    [Test]
    public void A_token_ends_the_fit()
    {
        using var source = new CancellationTokenSource();
        var context = new MLContext();
        var epochs = CancelAt(context, 2, source.Cancel);

        Assert.That(
            () => _options.Fit(context, TestRows.Blobs(60), run: new TrainingRun { CancellationToken = source.Token }),
            Throws.InstanceOf<OperationCanceledException>());
        Assert.That(epochs(), Is.EqualTo(2), "no epoch after");
    }

    [Test]
    public void So_does_the_context_as_automl_cancels_it()
    {
        var context = new MLContext();
        var epochs = CancelAt(context, 2, () => Cancel(context));

        Assert.That(() => _options.Fit(context, TestRows.Blobs(60)), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(epochs(), Is.EqualTo(2), "no epoch after");
    }

    // 64 batches are one block; the tenth batch cancels.
    [Test]
    public void It_ends_between_batches()
    {
        using var source = new CancellationTokenSource();
        var batches = 0;
        var loss = Loss.From("cancels", (outputs, targets) =>
        {
            if (outputs.requires_grad && ++batches == 10)
            {
                source.Cancel();
            }

            return TorchSharp.torch.nn.functional.cross_entropy(outputs, targets, reduction: TorchSharp.torch.nn.Reduction.None);
        });
        var options = _options with { Loss = loss, BatchSize = 1 };

        Assert.That(
            () => options.Fit(TestRows.Blobs(60), run: new TrainingRun { CancellationToken = source.Token }),
            Throws.InstanceOf<OperationCanceledException>());
        Assert.That(batches, Is.EqualTo(10));
    }

    [Test]
    public void It_ends_within_a_step_of_lbfgs()
    {
        using var source = new CancellationTokenSource();
        var context = new MLContext();
        var epochs = CancelAt(context, 0, source.Cancel);
        var options = _options with { Optimizer = new Lbfgs() };

        Assert.That(
            () => options.Fit(context, TestRows.Blobs(60), run: new TrainingRun { CancellationToken = source.Token }),
            Throws.InstanceOf<OperationCanceledException>());
        Assert.That(epochs(), Is.Zero);
    }

    [Test]
    public void It_ends_while_the_rows_are_read()
    {
        using var source = new CancellationTokenSource();
        var context = new MLContext();
        var read = 0;
        var data = context.Data.FilterByCustomPredicate<TestRow>(TestRows.Blobs(2000).ToView(context, 3), _ =>
        {
            if (++read == 100)
            {
                source.Cancel();
            }

            return false;
        });

        Assert.That(
            () => context.FluxTrainers.NeuralClassifier(_options, new TrainingRun { CancellationToken = source.Token }).Fit(data),
            Throws.InstanceOf<OperationCanceledException>());
        Assert.That(read, Is.LessThan(1000));
    }

    [Test]
    public void A_fit_that_was_cancelled_before_it_began_reads_nothing()
    {
        var context = new MLContext();
        var read = 0;
        var data = context.Data.FilterByCustomPredicate<TestRow>(TestRows.Blobs(20).ToView(context, 3), _ => ++read < 0);
        var run = new TrainingRun { CancellationToken = new CancellationToken(canceled: true) };

        Assert.That(
            () => context.FluxTrainers.NeuralClassifier(_options, run).Fit(data), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(read, Is.LessThanOrEqualTo(1));
    }

    [Test]
    public void A_cancelled_context_still_scores_and_saves()
    {
        var context = new MLContext();
        var rows = TestRows.Blobs(30);
        var data = rows.ToView(context, 3);
        var model = (_options with { Epochs = 2 }).Fit(context, rows);
        var before = model.Scores(rows);
        Cancel(context);
        using var file = new MemoryStream();
        context.Model.Save(model, data.Schema, file);
        file.Position = 0;
        var loaded = context.Model.Load(file, out _);

        Assert.That(model.Scores(rows), Is.EqualTo(before));
        Assert.That(context.MulticlassClassification.Evaluate(model.Transform(data)).LogLoss, Is.LessThan(2));
        Assert.That(context.MulticlassClassification.Evaluate(loaded.Transform(data)).LogLoss, Is.LessThan(2));
    }

    private static void Cancel(MLContext context) =>
        typeof(MLContext).GetMethod("CancelExecution", BindingFlags.Instance | BindingFlags.NonPublic)!.Invoke(context, null);

    /// <summary>Acts as soon as an epoch's loss is logged; gives the last epoch logged.</summary>
    private static Func<int> CancelAt(MLContext context, int epoch, Action act)
    {
        var last = -1;
        context.Log += (_, e) =>
        {
            if (e.RawMessage.StartsWith("Before training", StringComparison.Ordinal))
            {
                last = 0;
            }
            else if (e.RawMessage.StartsWith("Epoch ", StringComparison.Ordinal))
            {
                last++;
            }
            else
            {
                return;
            }

            if (last == epoch)
            {
                act();
            }
        };
        return () => last;
    }
}
