// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Finds columns of large numbers that are so close together that single precision hardly tells them apart, as seconds since 1970 within an hour.</summary>
internal static class CoarseColumns
{
    private const double LeastSteps = 32; // a standard deviation of fewer is little to learn from

    /// <summary>What is to be said of them, in sentences.</summary>
    /// <param name="input">The columns.</param>
    /// <param name="statistics">Those of their numbers, as they were read.</param>
    public static IEnumerable<string> In(TableInput input, FeatureStatistics statistics)
    {
        foreach (var (column, slot) in input.Starts())
        {
            var (mean, deviation) = (statistics.Mean[slot], statistics.Deviation[slot]);
            var size = (float)Math.Abs(mean);
            var step = MathF.BitIncrement(size) - size;
            if (column is NumberColumn { IsVector: false } && size >= NumberTypes.LargeWhole && deviation < LeastSteps * step)
            {
                yield return FormattableString.Invariant(
                    $"The numbers of column '{column.Name}' are around {mean:G3} and close together, but are read in single precision, there in steps of {step}. ")
                    + "Subtract a base from them first; give times as DateTime.";
            }
        }
    }
}
