// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Counts the rows that a composition draws from.</summary>
internal static class RowCount
{
    /// <summary>How many rows there are, at least 1.</summary>
    /// <exception cref="InvalidOperationException">There are none, or more than can be numbered.</exception>
    public static int Of(TrainerHost host, IDataView data)
    {
        var count = CountedRows.Of(data, host.CheckAlive);
        return count is > 0 and <= int.MaxValue
            ? (int)count
            : throw new InvalidOperationException(count == 0
                ? "The data has no rows to train on."
                : FormattableString.Invariant($"The data has {count} rows; at most {int.MaxValue} can be drawn from."));
    }
}
