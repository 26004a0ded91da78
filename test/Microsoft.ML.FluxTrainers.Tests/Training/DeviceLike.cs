// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>Fits on the CPU that do what is done on a GPU.</summary>
internal static class DeviceLike
{
    /// <summary>By the eager runner, with rows that go to the device block after block.</summary>
    public static TrainingRun Blocks { get; } = new() { Traits = new DeviceTraits(KeepsRows: false, IsApart: false, () => null) };

    /// <summary>The same with all rows on the device.</summary>
    public static TrainingRun Resident { get; } = new() { Traits = new DeviceTraits(KeepsRows: true, IsApart: false, () => 1L << 40) };

    /// <summary>All that is done on a GPU: vectors and dropout's masks there too.</summary>
    public static TrainingRun Gpu { get; } = new() { Traits = new DeviceTraits(KeepsRows: true, IsApart: true, () => 1L << 40) };

    /// <summary>What a history says of where the rows lie.</summary>
    public static IEnumerable<string> Notes(this NeuralTransformer model) =>
        model.History.Events.Where(one => one.Kind == TrainingEventKind.Note).Select(one => one.Text!);
}
