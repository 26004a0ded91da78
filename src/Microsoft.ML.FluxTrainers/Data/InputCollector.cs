// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Collects the inputs of row after row.</summary>
internal abstract class InputCollector
{
    /// <summary>Whether the row that was read last lacks a number that another stands in for.</summary>
    public abstract bool HasMissing { get; }

    /// <summary>Reads the row at hand, without keeping it.</summary>
    /// <param name="position">The row's number, for messages.</param>
    /// <returns>What in it stops the training, in words, or null.</returns>
    public abstract string? Read(long position);

    /// <summary>Keeps the row that was read last.</summary>
    /// <param name="weight">Its weight, for statistics that are made while rows come in.</param>
    /// <exception cref="InsufficientMemoryException">All rows need more memory than the process may have.</exception>
    /// <exception cref="IOException">All rows need more room than their folder has.</exception>
    public abstract void Keep(float weight);

    /// <summary>All rows that were kept, scaled. There is at least one.</summary>
    /// <param name="weights">One weight a row, 0 for those that nothing is learned from, or none where all are 1.</param>
    public abstract CollectedInput Finish(float[] weights);
}
