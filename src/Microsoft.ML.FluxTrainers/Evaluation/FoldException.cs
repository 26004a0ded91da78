// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>A fold of an evaluation failed; the inner exception says why.</summary>
public sealed class FoldException : InvalidOperationException
{
    /// <summary>Says that some fold failed.</summary>
    public FoldException()
        : this("A fold failed.")
    {
    }

    /// <summary>Says what happened.</summary>
    /// <param name="message">What happened.</param>
    public FoldException(string message)
        : base(message)
    {
    }

    /// <summary>Says what happened, and why.</summary>
    /// <param name="message">What happened.</param>
    /// <param name="innerException">Why.</param>
    public FoldException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    internal FoldException(int fold, int folds, string? name, Exception inner)
        : base(FormattableString.Invariant($"Fold {fold} (of {folds}, counted from 0){(name is null ? "" : $" of '{name}'")} failed: {inner.Message}"), inner) =>
        Fold = fold;

    /// <summary>The number of the fold, from 0; -1 where that is not known.</summary>
    public int Fold { get; } = -1;
}
