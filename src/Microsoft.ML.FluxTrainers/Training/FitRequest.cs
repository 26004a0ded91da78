// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Everything that one fit depends on.</summary>
/// <param name="Train">The rows to train on.</param>
/// <param name="Target">What is predicted.</param>
/// <param name="Builder">Makes the network.</param>
/// <param name="Settings">The hyperparameters of the loop.</param>
/// <param name="Device">The device, settled: never <see cref="Device.Auto"/>.</param>
/// <param name="Seed">The seed of all random streams.</param>
/// <param name="Run">This fit's circumstances.</param>
/// <param name="Names">What is registered by name on the context.</param>
/// <param name="Options">The hyperparameters as text, for a later fit to compare.</param>
internal sealed record FitRequest(
    ITrainingRows Train,
    TargetSpec Target,
    NetworkBuilder Builder,
    TrainingSettings Settings,
    Device Device,
    int Seed,
    TrainingRun Run,
    NamedOptions Names,
    IReadOnlyDictionary<string, string> Options)
{
    /// <summary>The rows whose loss is measured after each cycle, or null.</summary>
    public ITrainingRows? Validation { get; init; }

    /// <summary>The fit that this one goes on from, or null.</summary>
    public EarlierFit? Previous { get; init; }

    /// <summary>What is done because of what the device is.</summary>
    public DeviceTraits Traits => Run.Traits ?? DeviceTraits.Of(Device);

    /// <summary>The epoch after which the training ends at the latest, for now.</summary>
    public int LastEpoch => Math.Min(Run.Piece?.LastEpoch ?? int.MaxValue, Settings.Epochs);

    /// <summary>What the data fixes about the network.</summary>
    public NetworkShape Shape => Train.Input.Shape(Target.Outputs);
}
