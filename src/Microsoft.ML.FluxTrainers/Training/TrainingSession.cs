// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>All that changes while a network is trained: what a later fit goes on from.</summary>
/// <param name="runner">Owns parameters and gradient; not disposed with the session.</param>
/// <param name="streams">The random streams.</param>
/// <param name="rowCount">The number of training rows.</param>
/// <param name="setup">Where the training runs.</param>
internal sealed class TrainingSession(IEpochRunner runner, RandomStreams streams, int rowCount, TrainingSetup setup) : IDisposable
{
    public FlatVector Parameters => runner.Parameters;

    /// <summary>The sum of the gradients of the rows since it was last cleared.</summary>
    public FlatVector Gradient => runner.Gradient;

    public OptimizerState OptimizerState { get; } = new(runner.Parameters);

    public RandomStreams Streams => streams;

    /// <summary>The order of the training rows.</summary>
    public required EpochOrder Order { get; init; }

    public int RowCount => rowCount;

    /// <summary>The epochs done.</summary>
    public int Epoch { get; set; }

    public TrainingSetup Setup => setup;

    public TrainingRecorder History { get; private set; } = new(setup);

    /// <summary>The mean of the weights, or null where none is wanted.</summary>
    public WeightAverage? Average { get; init; }

    /// <summary>The weights that the validation rows find best so far, or null.</summary>
    public WeightsCopy? Best { get; private set; }

    /// <summary>The epoch of <see cref="Best"/>.</summary>
    public int BestEpoch { get; private set; }

    /// <summary>The weights as they are now.</summary>
    public WeightsCopy Weights
    {
        get
        {
            var parameters = new float[Parameters.Length];
            Parameters.CopyTo(parameters);
            return new WeightsCopy(parameters, runner.Buffers);
        }

        set
        {
            Parameters.CopyFrom(value.Parameters);
            runner.Buffers = value.Buffers;
        }
    }

    /// <summary>What was minimized (the validation loss, or a metric in its place) at <see cref="BestEpoch"/>, infinite where there is none.</summary>
    public double BestLoss { get; private set; } = double.PositiveInfinity;

    /// <summary>Whether nothing was trained yet, here or in an earlier fit.</summary>
    public bool IsNew => Epoch == 0 && History.Snapshot().Events.Count == 0;

    /// <summary>Keeps the weights as they are now where what is minimized on the validation rows is the lowest so far.</summary>
    public void KeepIfBest(double judged)
    {
        if (judged < BestLoss)
        {
            (Best, BestEpoch, BestLoss) = (Weights, Epoch, judged);
        }
    }

    /// <summary>Everything that changes, as data, vectors in PyTorch's order.</summary>
    /// <param name="options">The hyperparameters.</param>
    /// <param name="rows">The fingerprint of the training rows.</param>
    /// <param name="validationRows">That of the validation rows, or null.</param>
    /// <param name="optimizer">The optimizer.</param>
    public TrainingState Save(IReadOnlyDictionary<string, string> options, string rows, string? validationRows, Optimizer optimizer) => new()
    {
        Options = options,
        Rows = rows,
        ValidationRows = validationRows,
        Epoch = Epoch,
        Last = Saved(Weights),
        Best = Best is null ? null : Saved(Best),
        BestEpoch = BestEpoch,
        BestLoss = BestLoss,
        Optimizer = optimizer.GetType().Name,
        Steps = OptimizerState.Steps,
        Counters = new Dictionary<string, double>(OptimizerState.Counters),
        Vectors = OptimizerState.Vectors.ToDictionary(vector => vector.Key, vector => Saved(vector.Value)),
        Streams = streams.Save(),
        Average = Average is { Count: > 0 } average ? Saved(average.Mean) : null,
        AverageCount = Average?.Count ?? 0,
    };

    /// <summary>Goes on where an earlier fit ended. An optimizer of another type begins without memory.</summary>
    public void Load(EarlierFit earlier, Optimizer optimizer)
    {
        var state = earlier.State;
        Weights = Loaded(state.Last);
        (Best, BestEpoch, BestLoss, Epoch) = (state.Best is null ? null : Loaded(state.Best), state.BestEpoch, state.BestLoss, state.Epoch);
        streams.Restore(state.Streams);
        History = earlier.IsInterrupted ? TrainingRecorder.Resume(earlier.History) : TrainingRecorder.Continue(earlier.History, setup, earlier.HasOtherValidation);
        if (state.Average is { } mean)
        {
            Average?.Load(runner.Order.FromPyTorch(mean), state.AverageCount);
        }

        if (state.Optimizer != optimizer.GetType().Name)
        {
            return;
        }

        OptimizerState.Steps = state.Steps;
        foreach (var (name, value) in state.Counters)
        {
            OptimizerState.SetCounter(name, value);
        }

        foreach (var (name, values) in state.Vectors)
        {
            OptimizerState.Vector(name).CopyFrom(runner.Order.FromPyTorch(values));
        }
    }

    public void Dispose()
    {
        OptimizerState.Dispose();
        Average?.Dispose();
    }

    private WeightsCopy Saved(WeightsCopy weights) => weights with { Parameters = runner.Order.ToPyTorch(weights.Parameters) };

    private WeightsCopy Loaded(WeightsCopy weights) => weights with { Parameters = runner.Order.FromPyTorch(weights.Parameters) };

    private float[] Saved(FlatVector vector)
    {
        var values = new float[vector.Length];
        vector.CopyTo(values);
        return runner.Order.ToPyTorch(values);
    }
}
