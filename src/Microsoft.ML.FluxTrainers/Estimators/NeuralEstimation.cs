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

    /// <summary>Settles device and files, so that what is missing is told before any row is read.</summary>
    /// <exception cref="InvalidOperationException">The device is not there.</exception>
    /// <exception cref="FileNotFoundException">The file of weights is not there.</exception>
    public NeuralEstimation(TrainerHost host, NeuralOptions options, TrainingRun run, TrainerLog log)
    {
        (_host, _options, _run, _log) = (host, options, run, log);
        _device = DeviceChoice.Settle(options.Device, host.GpuDeviceId, host.FallbackToCpu, log.Warning);
        options.Pretrained?.CheckExists();
    }

    /// <summary>Reads the rows and trains a network on them.</summary>
    public NeuralTransformer Fit(FitInputs inputs)
    {
        var previous = Continued(inputs);
        var (rows, misfit) = previous is null ? (Read(inputs, inputs.Reading, null), null) : ReadAgain(inputs, previous);
        if (rows is null)
        {
            previous = null;
            rows = Read(inputs, inputs.Reading, previous); // what no network could be trained on ends the fit before the warning
            WarnAnew(misfit!);
        }

        try
        {
            Remark(rows.Train.Input);
            using var validation = ReadValidation(inputs, rows);
            var held = rows.Validation ?? validation?.Train;
            WarnUnmeasured(held, inputs.MoreEpochs);
            return Train(rows, held, previous, inputs.MoreEpochs);
        }
        finally
        {
            rows.Dispose();
        }
    }

    /// <summary>Tries one batch.</summary>
    public DryRunReport DryRun(IDataView data, RowReadingOptions reading)
    {
        var sample = RowSample.Read(data, reading, _options.BatchSize, CheckAlive);
        return NeuralDryRun.Run(Request(sample.Rows, Seed(null), _options.Epochs), sample, CheckAlive);
    }

    /// <summary>Measures the loss at rising learning rates.</summary>
    public LearningRateCurve FindLearningRate(FitInputs inputs, double[] rates)
    {
        using var rows = Read(inputs, inputs.Reading, null);
        return LearningRateFinder.Run(Request(rows.Train, rows.Storage.Seed, _options.Epochs), rates, CheckAlive);
    }

    /// <summary>The model that the fit goes on from, or null where there is none or it has to start anew.</summary>
    private NeuralModel? Continued(FitInputs inputs)
    {
        if (inputs.Previous is not { } previous)
        {
            return null;
        }

        var state = previous.State ?? throw new InvalidOperationException(
            "The earlier model has no training state to go on from. It is saved only where TrainingRun.KeepTrainingState is set; Trim removes it, and a fit that fails within an epoch leaves none.");
        if (RestartRule.WhyAnew(state.Options, _options, countsEpochs: inputs.MoreEpochs is null) is not { } why)
        {
            return previous;
        }

        if (inputs.MoreEpochs is not null)
        {
            throw new InvalidOperationException($"The earlier model cannot be trained further: {why}.");
        }

        WarnAnew(why);
        return null;
    }

    /// <summary>Says what was made of the columns, and what was left out.</summary>
    private void Remark(InputSpec input)
    {
        var (inferred, warnings) = input.Remarks;
        foreach (var group in inferred)
        {
            _log.Info(group);
        }

        foreach (var warning in warnings)
        {
            _log.Warning(warning);
        }
    }

    private void WarnAnew(string why) => _log.Warning($"The network is trained from the start: {why}.");

    /// <summary>Says that the metric, and what watches it, has no rows. PartialFit never has.</summary>
    private void WarnUnmeasured(ITrainingRows? held, int? moreEpochs)
    {
        if (_options.ValidationMetric is { } metric && held is null && moreEpochs is null)
        {
            var stopping = _options.Stopping is null ? "" : ", and Stopping watches the training loss";
            _log.Warning($"ValidationMetric '{metric.Name}' is not measured{stopping}: no rows are held out. Set ValidationFraction or ValidationColumnName, or give Fit validation rows.");
        }
    }

    private int Seed(NeuralModel? previous) =>
        previous?.History.Seed ?? _options.Seed ?? _host.Seed ?? InterruptedSeed() ?? Random.Shared.Next();

    /// <summary>The seed of an interrupted fit that this one may be, or null.</summary>
    private int? InterruptedSeed() =>
        _run.Snapshots is { } snapshots ? RunFolder.FindSeed(snapshots.Folder, RunId.OfOptions(OptionTexts.Of(_options))) : null;

    private NeuralTransformer Train(ReadRows read, ITrainingRows? validation, NeuralModel? previous, int? moreEpochs)
    {
        var rows = read.Train;
        var epochs = moreEpochs is { } more ? previous!.State!.Epoch + more : _options.Epochs;
        if (previous is not null && RestartRule.MovedHorizon(previous.State!, _options, epochs) is { } moved)
        {
            _log.Warning(moved);
        }

        return Train(Request(rows, read.Storage.Seed, epochs) with
        {
            Validation = validation,
            Previous = previous is { State: { } state } ? RestartRule.Earlier(state, previous.History, _options, validation?.Fingerprint()) : null,
        });
    }

    /// <summary>Trains; an exception takes the best model so far with it.</summary>
    private NeuralTransformer Train(FitRequest request)
    {
        try
        {
            var log = new TrainerProgress(_log.Info, _log.Warning, message => _log.Info(message.Id, message.Text, message, static one => one.Fields));
            return Made(request, NeuralFit.Run(request, log, CheckAlive));
        }
        catch (Exception error)
        {
            if (RescuedFit.Take(error) is { } rescued)
            {
                error.Data[NeuralTransformer.FailedFitKey] = Made(request, rescued);
            }

            throw;
        }
    }

    private NeuralTransformer Made(FitRequest request, FitResult result)
    {
        var target = request.Target;
        var activation = target is BinaryTarget ? OutputActivation.None : _options.ToSettings().Loss.OutputActivation; // log odds stay
        var model = new NeuralModel(result.Network, request.Train.Input, target, activation, result.History)
        {
            State = result.State,
            SavesState = _run.KeepTrainingState && result.State is not null,
        };
        return new NeuralTransformer(_host, model, result.Device);
    }

    /// <summary>The rows as an earlier model takes them; or null, where they are not those of its fit, and why.</summary>
    private (ReadRows? Rows, string? Misfit) ReadAgain(FitInputs inputs, NeuralModel previous)
    {
        var mayBeginAnew = inputs.MoreEpochs is null;
        RowReadingOptions reading;
        try
        {
            reading = inputs.Reading.Continue(previous.Input, previous.Target);
        }
        catch (InvalidOperationException misfit) when (mayBeginAnew)
        {
            return (null, Why(misfit));
        }

        try
        {
            var rows = Read(inputs, reading, previous);
            if (!mayBeginAnew || rows.Train.Fingerprint() == previous.State!.Rows)
            {
                return (rows, null);
            }

            rows.Dispose();
            return (null, "the training rows are not those of the earlier fit (PartialFit goes on with new rows)");
        }
        catch (InvalidOperationException misfit) when (mayBeginAnew && RowFault.IsOfInput(misfit))
        {
            return (null, Why(misfit));
        }

        static string Why(Exception misfit) => misfit.Message.TrimEnd('.');
    }

    private ReadRows Read(FitInputs inputs, RowReadingOptions reading, NeuralModel? previous)
    {
        var seed = Seed(previous);
        var split = inputs.Validation is null && inputs.MoreEpochs is null
            ? new RowSplit(_options.ValidationFraction, new RandomStreams(seed).Split)
            : RowSplit.None;
        var storage = Storage(inputs.Data, reading, _options.ToSettings().RowOrder, seed);
        return Warned(RowReader.Read(inputs.Data, reading, split, storage), reading);
    }

    private ReadRows? ReadValidation(FitInputs inputs, ReadRows rows)
    {
        if (inputs.Validation is null)
        {
            return null;
        }

        var reading = inputs.ValidationReading!.Continue(rows.Train.Input, rows.Train.Target) with
        {
            IsForValidation = true,
            ClassWeights = rows.Rows.ClassFactors is { } factors ? ClassWeights.Of(factors) : null, // as the training rows have them, however frequent a class is here
        };
        var storage = Storage(inputs.Validation, reading, Shuffle.None, rows.Storage.Seed);
        return Warned(RowReader.Read(inputs.Validation, reading, RowSplit.None, storage), reading);
    }

    private RowStorage Storage(IDataView data, RowReadingOptions reading, Shuffle order, int seed) => new(_run.DataLoading, _run.MemoryBudget, order, seed, _log.Info)
    {
        PromisedRows = data.GetRowCount(),
        TargetWidth = reading.Label.Width,
        CheckAlive = CheckAlive,
    };

    private ReadRows Warned(ReadRows rows, RowReadingOptions reading)
    {
        if (rows.Unlabeled > 0)
        {
            _log.Warning($"{rows.Unlabeled} rows without a label in column '{reading.Label.Column.Name}' were left out.");
        }

        return rows;
    }

    private FitRequest Request(ITrainingRows rows, int seed, int epochs) => new(
        rows,
        rows.Target,
        _options.Builder,
        _options.ToSettings() with { Epochs = epochs },
        _device,
        seed,
        _run,
        _host.Names,
        new LazyTexts(() => OptionTexts.Of(_options))); // most fits end without: reflection over options takes 5 ms in a new process

    /// <summary>Throws once the user's token or ML.NET ends the fit.</summary>
    private void CheckAlive()
    {
        _run.CancellationToken.ThrowIfCancellationRequested();
        _host.CheckAlive();
    }
}
