// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Microsoft.ML.FluxTrainers;

/// <summary>What .NET's own diagnostics (OpenTelemetry, dotnet-counters) can listen to. Costs next to nothing while nobody does.</summary>
internal static class TrainingTelemetry
{
    /// <summary>The name of the meter and of the activity source.</summary>
    public const string Name = "Microsoft.ML.FluxTrainers";

    private static readonly Meter _meter = new(Name);
    private static readonly ActivitySource _activities = new(Name);
    private static readonly Counter<long> _epochs = _meter.CreateCounter<long>("fluxtrainers.training.epochs", "{epoch}", "Epochs trained.");
    private static readonly Counter<long> _rows = _meter.CreateCounter<long>("fluxtrainers.training.rows", "{row}", "Rows trained on, each in each epoch.");
    private static readonly Histogram<double> _loss = _meter.CreateHistogram<double>("fluxtrainers.training.loss", null, "The training loss of an epoch.");
    private static readonly Histogram<double> _validationLoss =
        _meter.CreateHistogram<double>("fluxtrainers.validation.loss", null, "The validation loss after a cycle.");

    private static readonly Histogram<double> _metric = _meter.CreateHistogram<double>("fluxtrainers.validation.metric", null, "The validation metric after a cycle.");

    /// <summary>An activity around one fit, or null where nobody listens.</summary>
    public static Activity? StartFit(FitRequest request)
    {
        var activity = _activities.StartActivity("fit");
        activity?.SetTag("fluxtrainers.builder", request.Builder.ToString());
        activity?.SetTag("fluxtrainers.rows", request.Train.Count);
        activity?.SetTag("fluxtrainers.epochs", request.Settings.Epochs);
        activity?.SetTag("fluxtrainers.device", request.Device.ToString());
        activity?.SetTag("fluxtrainers.seed", request.Seed);
        return activity;
    }

    /// <summary>Ends the activity of a fit that has a result.</summary>
    public static void Finish(Activity? activity, TrainingHistory history)
    {
        activity?.SetTag("fluxtrainers.runner", history.Runner);
        activity?.SetTag("fluxtrainers.epochs.done", history.Epochs);
        activity?.SetTag("fluxtrainers.stop", history.StopReason);
    }

    /// <summary>Ends the activity of a fit that failed.</summary>
    public static void Fail(Activity? activity, Exception error) => activity?.SetStatus(ActivityStatusCode.Error, error.Message);

    /// <summary>Counts an epoch.</summary>
    public static void AfterEpoch(TrainingSetup setup, int rows, double loss)
    {
        if (_epochs.Enabled || _rows.Enabled || _loss.Enabled)
        {
            var tags = Tags(setup);
            _epochs.Add(1, tags);
            _rows.Add(rows, tags);
            _loss.Record(loss, tags);
        }
    }

    /// <summary>Records what the validation rows say.</summary>
    public static void AfterValidation(TrainingSetup setup, Validated validated)
    {
        if (_validationLoss.Enabled || _metric.Enabled)
        {
            var tags = Tags(setup);
            _validationLoss.Record(validated.Loss, tags);
            if (validated is { Metric: { } value, Measure: { } measure })
            {
                tags.Add("metric", measure.Name);
                _metric.Record(value, tags);
            }
        }
    }

    private static TagList Tags(TrainingSetup setup) => new() { { "device", setup.Device }, { "runner", setup.Runner } };
}
