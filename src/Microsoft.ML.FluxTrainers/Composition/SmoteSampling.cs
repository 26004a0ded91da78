// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;

namespace Microsoft.ML.FluxTrainers;

/// <summary>See <see cref="Balancing.Smote"/>.</summary>
/// <remarks>
/// Chawla, Bowyer, Hall and Kegelmeyer (2002), "SMOTE: Synthetic Minority Over-sampling Technique", Journal of Artificial Intelligence Research 16, p. 321-357. A new row
/// lies at a random place on the line from a row to its neighbor; columns other than the features are those of the row. Distances are Euclidean in the
/// features as they are: put a normalization before. A class with no more rows than neighbors has all its other rows as neighbors; a class of one row is repeated.
/// </remarks>
public sealed record SmoteSampling : Balancing
{
    /// <summary>How many nearest rows of the same class a neighbor is drawn from, at least 1. Default 5.</summary>
    public int Neighbors { get; init => field = Guard.Positive(value); } = 5;

    /// <summary>The rows of each class divided by those of the most frequent one, at least; above 0, at most 1. Default 1.</summary>
    public double Ratio { get; init => field = BalancingRule.Ratio(value); } = 1;

    internal override int Wanted(int count, int rarest, int mostFrequent) => Math.Max(count, (int)Math.Round(Ratio * mostFrequent));

    internal override ChangedColumn? Vary(TrainerHost host, IDataView data, string featureColumnName, RowClasses classes, int[] copies, RandomStream stream)
    {
        var (features, width) = data.Schema.RequireFeatures(host, featureColumnName);
        if (features.Type is not VectorDataViewType)
        {
            throw host.ColumnError("feature", featureColumnName, "a vector of Single of known size", features.Type.ToString()!);
        }

        var grown = classes.Counts.Select((count, one) => Enumerable.Range(0, copies.Length).Any(row => classes.OfRow[row] == one && copies[row] > 1)).ToArray();
        var rows = SmoteRows.Read(host, data, features, width, row => classes.OfRow[row] is >= 0 and var one && grown[one]);
        return new SmoteColumn(features, SmoteDraws.Draw(host, rows, classes, copies, Neighbors, stream));
    }
}
