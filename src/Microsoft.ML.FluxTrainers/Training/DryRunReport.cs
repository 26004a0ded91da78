// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>What one batch tells about a fit: shapes, estimates, and faults in the data. Immutable.</summary>
/// <remarks>Estimates are of the order of magnitude: they are measured on the rows read, on this machine, in its present state.</remarks>
public sealed record DryRunReport
{
    internal DryRunReport()
    {
    }

    /// <summary>How many rows were read: one batch, or fewer where the data has fewer.</summary>
    public int RowsRead { get; internal init; }

    /// <summary>The number of rows in the data, unusable ones included; null where it does not tell without being read.</summary>
    public long? TotalRows { get; internal init; }

    /// <summary>The shape of what the network gets: rows of a batch, then the size of a row.</summary>
    public ValueList<int> InputShape { get; internal init; } = [];

    /// <summary>The shape of what it gives: rows of a batch, then its outputs, one a class.</summary>
    public ValueList<int> OutputShape { get; internal init; } = [];

    /// <summary>How many numbers are trained.</summary>
    public long ParameterCount { get; internal init; }

    /// <summary>A table of the network's layers, their output shapes and their numbers of parameters.</summary>
    public string Layers { get; internal init; } = "";

    /// <summary>Estimated bytes for all rows in memory; null where their number is not known.</summary>
    public long? DataBytes { get; internal init; }

    /// <summary>Estimated bytes for parameters, gradients, optimizer and one batch's activations.</summary>
    public long TrainingBytes { get; internal init; }

    /// <summary>The measured time of one batch: forward, backward and the optimizer's step.</summary>
    public TimeSpan StepTime { get; internal init; }

    /// <summary>The estimated time of an epoch; null where the number of rows is not known.</summary>
    public TimeSpan? EpochTime { get; internal init; }

    /// <summary>The estimated time of all epochs; null where the number of rows is not known.</summary>
    public TimeSpan? TotalTime { get; internal init; }

    /// <summary>The device that a fit would use.</summary>
    public Device Device { get; internal init; } = Device.Cpu;

    /// <summary>How many CPU threads a fit would use.</summary>
    public int Threads { get; internal init; }

    /// <summary>Whether the trained network can be saved as a model. Its weights always can.</summary>
    public bool CanBeSaved { get; internal init; }

    /// <summary>How the network comes back from a saved model, or why it cannot and what to do.</summary>
    public string Saving { get; internal init; } = "";

    /// <summary>What is wrong with the rows read, in sentences: missing labels, numbers that stop the training, features that
    /// are constant; empty where nothing is.</summary>
    public ValueList<string> Faults { get; internal init; } = [];

    /// <summary>Everything as text, in the invariant culture.</summary>
    public override string ToString() => DryRunText.Of(this);
}
