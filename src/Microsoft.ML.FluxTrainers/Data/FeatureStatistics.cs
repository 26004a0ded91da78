// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>The weighted mean and standard deviation of each feature over the training rows.</summary>
/// <remarks>Two passes over the rows that are kept: the mean first, then the squared distances from it, which stays exact for
/// large offsets. Missing values (NaN) are left out of both. The deviation divides by the sum of the weights.</remarks>
/// <param name="Mean">The mean of each feature.</param>
/// <param name="Deviation">The standard deviation of each feature.</param>
/// <param name="HasZeros">Whether some row does not store the feature: subtracting a mean would fill sparse rows.</param>
internal sealed record FeatureStatistics(double[] Mean, double[] Deviation, bool[] HasZeros)
{
    /// <summary>A deviation below this part of the mean is rounding of single precision: the column is constant.</summary>
    private const double ConstantBelow = 1e-7;

    /// <summary>The inverse of a smaller deviation is infinite in single precision.</summary>
    private const double Smallest = 1e-38;

    /// <summary>Measures all rows of a store, unless it did.</summary>
    /// <param name="store">The rows.</param>
    /// <param name="weights">One weight a row, or none where all weigh 1.</param>
    public static FeatureStatistics Of(NumberStore store, float[] weights) => store.Measured ?? Measure(store, weights);

    private static FeatureStatistics Measure(NumberStore store, float[] weights)
    {
        var mean = new double[store.Width];
        var stored = new double[store.Width]; // the weight of the stored numbers
        var rows = new int[store.Width]; // how many rows store the number
        var known = new double[store.Width]; // the weight of all numbers that are not missing
        known.AsSpan().Fill(weights.Length == 0 ? store.Count : weights.Sum(weight => (double)weight));
        store.Visit((row, indices, values) =>
        {
            var weight = weights.Length == 0 ? 1.0 : weights[row];
            for (var i = 0; i < values.Length; i++)
            {
                var index = indices.Length == 0 ? i : indices[i];
                var missing = float.IsNaN(values[i]);
                rows[index]++;
                mean[index] += missing ? 0 : weight * values[i];
                stored[index] += missing ? 0 : weight;
                known[index] -= missing ? weight : 0;
            }
        });
        Divide(mean, known);

        // The zeros that are not stored lie at a squared distance of mean^2.
        var squares = mean.Select((m, i) => rows[i] < store.Count ? m * m * (known[i] - stored[i]) : 0).ToArray();
        store.Visit((row, indices, values) =>
        {
            var weight = weights.Length == 0 ? 1.0 : weights[row];
            for (var i = 0; i < values.Length; i++)
            {
                var index = indices.Length == 0 ? i : indices[i];
                var distance = values[i] - mean[index];
                squares[index] += float.IsNaN(values[i]) ? 0 : weight * distance * distance;
            }
        });
        Divide(squares, known);
        return new FeatureStatistics(
            mean, [.. squares.Select(square => Math.Sqrt(Math.Max(square, 0)))], [.. rows.Select(count => count < store.Count)]);
    }

    /// <summary>The scaling that options ask for: to mean 0 and deviation 1, or none, and means for missing values.</summary>
    /// <remarks>Constant features become 0. Sparse rows keep their zeros: only features that every row stores are centered.</remarks>
    public InputScaling ToScaling(bool standardize, bool fillMissing)
    {
        var fill = fillMissing ? Array.ConvertAll(Mean, mean => (float)mean) : null;
        return standardize
            ? new InputScaling(
                [.. Mean.Select((mean, i) => HasZeros[i] ? 0 : (float)mean)],
                [.. Enumerable.Range(0, Mean.Length).Select(i => IsConstant(i) ? 1 : (float)(1 / Deviation[i]))],
                fill)
            : InputScaling.None(Mean.Length, fill);
    }

    /// <summary>The features that vary less than single precision can tell.</summary>
    public IReadOnlyList<int> Constants() => [.. Enumerable.Range(0, Mean.Length).Where(IsConstant)];

    private bool IsConstant(int feature) => !(Deviation[feature] > Math.Max(ConstantBelow * Math.Abs(Mean[feature]), Smallest));

    private static void Divide(double[] sums, double[] counts)
    {
        for (var i = 0; i < sums.Length; i++)
        {
            sums[i] = counts[i] > 0 ? sums[i] / counts[i] : 0;
        }
    }
}
