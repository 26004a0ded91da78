// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>What .NET's own diagnostics hear of a fit.</summary>
[NonParallelizable]
public sealed class TelemetryTests
{
    private const string Name = "Microsoft.ML.FluxTrainers";

    private static readonly NeuralClassifierOptions _options = new() { Builder = new MlpBuilder(8), Epochs = 3, Seed = 4, ValidationFraction = 0.2, ValidationMetric = ValidationMetric.Accuracy };

    private static readonly List<TestRow> _rows = TestRows.Blobs(100);

    [Test]
    public void Instruments_count_epochs_and_rows_and_record_losses()
    {
        var values = new ConcurrentQueue<(string Name, double Value)>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, meters) =>
        {
            if (instrument.Meter.Name == Name)
            {
                meters.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, _, _) => values.Enqueue((instrument.Name, value)));
        listener.SetMeasurementEventCallback<double>((instrument, value, _, _) => values.Enqueue((instrument.Name, value)));
        listener.Start();
        var history = _options.Fit(_rows).History;
        double[] Of(string name) => [.. values.Where(one => one.Name == name).Select(one => one.Value)];

        Assert.That(Of("fluxtrainers.training.epochs"), Is.EqualTo(new[] { 1, 1, 1 }));
        Assert.That(Of("fluxtrainers.training.rows").Sum(), Is.InRange(3 * 78, 3 * 82));
        Assert.That(Of("fluxtrainers.training.loss"), Is.EqualTo(history.TrainingLosses.Skip(1)));
        Assert.That(Of("fluxtrainers.validation.loss"), Is.EqualTo(history.ValidationLosses.Skip(1)));
        Assert.That(Of("fluxtrainers.validation.metric"), Is.EqualTo(history.Metric("accuracy").Skip(1)));
    }

    [Test]
    public void One_activity_is_around_each_fit_also_one_that_fails()
    {
        var activities = new List<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activities.Add,
        };
        ActivitySource.AddActivityListener(listener);
        _options.Fit(_rows);
        Assert.Catch(() => _options.Fit(_rows, run: new TrainingRun { Actions = [TrainingAction.ErrorIf(_ => true, "bad")] }));

        Assert.That(activities.Select(activity => (activity.OperationName, activity.Status)), Is.EqualTo(new[] { ("fit", ActivityStatusCode.Unset), ("fit", ActivityStatusCode.Error) }));
        Assert.That(activities[0].GetTagItem("fluxtrainers.epochs.done"), Is.EqualTo(3));
        Assert.That(activities[0].GetTagItem("fluxtrainers.stop"), Is.EqualTo("all 3 epochs done"));
    }
}
