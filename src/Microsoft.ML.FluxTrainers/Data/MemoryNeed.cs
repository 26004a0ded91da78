// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Whether the training rows fit in memory, asked before they are read.</summary>
internal static class MemoryNeed
{
    /// <summary>Bytes for rows of single-precision features, target and weight.</summary>
    public static long Bytes(long rows, int inputs) => checked(rows * sizeof(float) * (inputs + 2L));

    /// <summary>Refuses rows that cannot fit.</summary>
    /// <exception cref="InsufficientMemoryException">They need more than the process may have.</exception>
    public static void Check(long rows, int inputs)
    {
        var needed = Bytes(rows, inputs);
        var available = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        if (needed > available)
        {
            throw new InsufficientMemoryException(FormattableString.Invariant(
                $"{rows} training rows of {inputs} features need {needed / 1e9:F1} GB, but the process may have {available / 1e9:F1} GB. Train on fewer rows (mlContext.Data.TakeRows) or fewer features."));
        }
    }
}
