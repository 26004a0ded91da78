// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>The rows of one fold, ascending.</summary>
/// <param name="Train">The rows to train on.</param>
/// <param name="Test">The rows to test on.</param>
/// <param name="Repeat">The repetition, from 0.</param>
internal sealed record FoldRows(RowNumbers Train, RowNumbers Test, int Repeat)
{
    /// <summary>The folds of which each tests on some rows and trains on all others.</summary>
    /// <param name="foldOf">The fold that each row is tested in.</param>
    /// <param name="folds">The number of folds.</param>
    /// <param name="repeat">The repetition.</param>
    public static IEnumerable<FoldRows> ByFold(int[] foldOf, int folds, int repeat) => Enumerable.Range(0, folds).Select(fold => new FoldRows(
        RowNumbers.Where(foldOf.Length, row => foldOf[row] != fold), RowNumbers.Where(foldOf.Length, row => foldOf[row] == fold), repeat));
}
