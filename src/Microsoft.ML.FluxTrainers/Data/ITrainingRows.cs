// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>The rows that a network is trained on, wherever they are kept.</summary>
internal interface ITrainingRows
{
    /// <summary>The number of rows.</summary>
    int Count { get; }

    /// <summary>What was made of a row, and is to be made of the row of every prediction.</summary>
    InputSpec Input { get; }

    /// <summary>What is predicted, and how the targets were scaled.</summary>
    TargetSpec Target { get; }

    /// <summary>Varies rows at random where they are trained on, but not where a loss is only measured; or null.</summary>
    RowAugmenter? Augmenter => null;

    /// <summary>Equal for equal rows in equal order, on every machine of the same byte order: a hash of all numbers.</summary>
    string Fingerprint();

    /// <summary>All rows once.</summary>
    /// <param name="order">Orders the rows of the epoch, or null for the order in which they lie: that of the data, as a rule.</param>
    /// <param name="batchSize">Rows per gradient step.</param>
    /// <returns>Blocks that are filled anew once the next is asked for.</returns>
    IEnumerable<TrainingBlock> Read(EpochOrder? order, int batchSize);
}
