// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>What every estimator does: it settles where to train, reads the rows, trains.</summary>
internal sealed class NeuralEstimation
{
    private readonly TrainerHost _host;
    private readonly NeuralOptions _options;
    private readonly TrainingRun _run;
    private readonly TrainerLog _log;
    private readonly Device _device;

    /// <summary>Settles the device, so that what is missing is told before any row is read.</summary>
    /// <exception cref="InvalidOperationException">The device is not there.</exception>
    public NeuralEstimation(TrainerHost host, NeuralOptions options, TrainingRun run, TrainerLog log)
    {
        (_host, _options, _run, _log) = (host, options, run, log);
        _device = DeviceChoice.Settle(options.Device, host.GpuDeviceId, host.FallbackToCpu, log.Warning);
    }

    /// <summary>Reads all rows.</summary>
    public MemoryRows Read(IDataView data, RowReadingOptions reading)
    {
        var rows = RowReader.Read(data, reading, CheckAlive, out var unlabeled);
        if (unlabeled > 0)
        {
            _log.Warning($"{unlabeled} rows without a label in column '{reading.Label.Column.Name}' were left out.");
        }

        var (inferred, leftOut) = rows.Input.Remarks;
        foreach (var group in inferred)
        {
            _log.Info(group);
        }

        foreach (var column in leftOut)
        {
            _log.Warning(column);
        }

        return rows;
    }

    /// <summary>Reads the rows and trains a network on them.</summary>
    public static NeuralTransformer Fit(
        TrainerHost host, NeuralOptions options, TrainingRun run, IDataView data, RowReadingOptions reading) =>
        host.WithLog("Training", log =>
        {
            var estimation = new NeuralEstimation(host, options, run, log);
            var rows = estimation.Read(data, reading);
            var result = estimation.Fit(rows);
            var activation = rows.Target is ClassTarget ? options.ToSettings().Loss.OutputActivation : OutputActivation.None;
            var model = new NeuralModel(result.Network, rows.Input, rows.Target, activation, result.History);
            return new NeuralTransformer(host, model, result.Device);
        });

    /// <summary>Tries one batch.</summary>
    public static DryRunReport DryRun(
        TrainerHost host, NeuralOptions options, TrainingRun run, IDataView data, RowReadingOptions reading) =>
        host.WithLog("Dry run", log => new NeuralEstimation(host, options, run, log).DryRun(data, reading));

    /// <summary>Trains a network.</summary>
    public FitResult Fit(ITrainingRows rows) =>
        NeuralFit.Run(Request(rows), new TrainerProgress(_log.Info, _log.Warning), CheckAlive);

    /// <summary>Tries one batch.</summary>
    public DryRunReport DryRun(IDataView data, RowReadingOptions reading)
    {
        var sample = RowSample.Read(data, reading, _options.BatchSize, CheckAlive);
        return NeuralDryRun.Run(Request(sample.Rows), sample, CheckAlive);
    }

    private FitRequest Request(ITrainingRows rows) =>
        new(rows, rows.Target, _options.Builder, _options.ToSettings(), _device, _options.Seed ?? _host.Seed ?? Random.Shared.Next(), _run, _host.Names);

    /// <summary>Throws once the user's token or ML.NET ends the fit.</summary>
    private void CheckAlive()
    {
        _run.CancellationToken.ThrowIfCancellationRequested();
        _host.CheckAlive();
    }
}
