// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Whether the training rows fit in memory, asked before it is taken.</summary>
internal static class MemoryNeed
{
    /// <summary>Target and weight of a row.</summary>
    private const int BytesBeside = 2 * sizeof(float);

    /// <summary>Bytes for rows in memory.</summary>
    /// <param name="rows">How many.</param>
    /// <param name="featureBytes">Bytes for the features of one.</param>
    public static double Bytes(long rows, long featureBytes) => rows * (double)(featureBytes + BytesBeside);

    /// <summary>Refuses rows that cannot fit.</summary>
    /// <param name="rows">How many there will be at least.</param>
    /// <param name="featureBytes">Bytes for the features of one.</param>
    /// <param name="inputs">The number of features, for the message.</param>
    /// <exception cref="InsufficientMemoryException">They need more than the process may have.</exception>
    public static void Check(long rows, long featureBytes, int inputs)
    {
        var needed = Bytes(rows, featureBytes);
        var available = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        if (needed > available)
        {
            throw new InsufficientMemoryException(FormattableString.Invariant(
                $"{rows} training rows of {inputs} features need {needed / 1e9:F1} GB, but the process may have {available / 1e9:F1} GB. Train on fewer rows (mlContext.Data.TakeRows) or fewer features."));
        }
    }
}
