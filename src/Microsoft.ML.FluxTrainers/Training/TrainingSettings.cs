// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>The hyperparameters of the loop, common to all estimators.</summary>
internal sealed record TrainingSettings(
    int Epochs,
    int BatchSize,
    Shuffle Shuffle,
    Optimizer Optimizer,
    Loss Loss,
    Penalty Penalty,
    GradientClip? GradientClip)
{
    /// <summary>Asked after each cycle whether to stop, or null.</summary>
    public StoppingCriterion? Stopping { get; init; }

    /// <summary>After how many epochs the validation rows are scored and <see cref="Stopping"/> is asked.</summary>
    public int EpochsPerCycle { get; init; } = 1;

    /// <summary>Whether the network ends with the weights of its lowest validation loss.</summary>
    public bool RestoreBestWeights { get; init; }

    /// <summary>Patterns of the names of parameters that stay as they are.</summary>
    public ValueList<string> FrozenLayers { get; init; } = [];

    /// <summary>A file of weights to start from, or null.</summary>
    public PretrainedWeights? Pretrained { get; init; }

    /// <summary>The order of the rows: an optimizer that takes all of them at once takes them as they lie.</summary>
    public Shuffle RowOrder => Optimizer.NeedsClosure ? Shuffle.None : Shuffle;

    /// <summary>How the learning rate varies, or null.</summary>
    public LearningRateSchedule? Schedule { get; init; }

    /// <summary>How many batches an update is made of.</summary>
    public int AccumulationSteps { get; init; } = 1;

    /// <summary>What mean of the weights the network gets, or null for the last ones.</summary>
    public WeightAveraging? WeightAveraging { get; init; }

    /// <summary>The parameters with factors of their own.</summary>
    public ValueList<ParameterGroup> ParameterGroups { get; init; } = [];

    /// <summary>How many batches an epoch has.</summary>
    public int BatchesPerEpoch(int rows) =>
        Optimizer.NeedsClosure ? 1 : (int)(((long)rows + BatchSize - 1) / BatchSize);

    /// <summary>How many updates an epoch has.</summary>
    public int UpdatesPerEpoch(int rows) => (int)(((long)BatchesPerEpoch(rows) + AccumulationSteps - 1) / AccumulationSteps);
}
