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
    /// <param name="order">The row numbers in the order wanted, or null for the order of the data.</param>
    /// <param name="batchSize">Rows per gradient step.</param>
    /// <returns>One block again and again, filled anew each time.</returns>
    IEnumerable<TrainingBlock> Read(int[]? order, int batchSize);
}
