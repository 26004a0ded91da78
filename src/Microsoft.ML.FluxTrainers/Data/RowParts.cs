// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Which rows are trained on and which are held out; both are null where none are.</summary>
internal sealed record RowParts(int[]? Train, int[]? Validation)
{
    public static RowParts All { get; } = new(null, null);

    /// <summary>Holds out some rows.</summary>
    /// <param name="held">Their numbers, ascending.</param>
    /// <param name="rows">How many rows there are.</param>
    public static RowParts HoldOut(int[] held, int rows)
    {
        var train = new int[rows - held.Length];
        var next = 0;
        for (var row = 0; row < rows; row++)
        {
            if (next < held.Length && held[next] == row)
            {
                next++;
            }
            else
            {
                train[row - next] = row;
            }
        }

        return new RowParts(train, held);
    }

    /// <summary>The weights that statistics of the training rows are made with: 0 for rows that are held out.</summary>
    /// <param name="weights">One weight a row, or none where all are 1.</param>
    /// <param name="rows">The number of rows.</param>
    public float[] Mask(float[] weights, int rows)
    {
        if (Validation is null)
        {
            return weights;
        }

        var masked = new float[rows];
        foreach (var row in Train!)
        {
            masked[row] = weights.Length == 0 ? 1 : weights[row];
        }

        return masked;
    }
}
