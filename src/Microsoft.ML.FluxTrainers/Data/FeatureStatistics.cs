// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>The weighted mean and standard deviation of each feature over the training rows.</summary>
/// <remarks>Two passes over the rows in memory: the mean first, then the squared distances from it, which stays exact for
/// large offsets. Missing values (NaN) are left out of both. The deviation divides by the sum of the weights.</remarks>
internal sealed record FeatureStatistics(double[] Mean, double[] Deviation)
{
    /// <summary>A deviation below this part of the mean is rounding of single precision: the column is constant.</summary>
    private const double ConstantBelow = 1e-7;

    /// <summary>Measures all rows of a store.</summary>
    /// <param name="store">The rows.</param>
    /// <param name="weights">One weight a row, or none where all weigh 1.</param>
    public static FeatureStatistics Of(FeatureStore store, float[] weights)
    {
        var mean = new double[store.Width];
        var stored = new double[store.Width]; // the weight of the stored numbers
        var known = new double[store.Width]; // the weight of all numbers that are not missing
        known.AsSpan().Fill(weights.Length == 0 ? store.Count : weights.Sum(weight => (double)weight));
        store.Visit((row, indices, values) =>
        {
            var weight = weights.Length == 0 ? 1.0 : weights[row];
            for (var i = 0; i < values.Length; i++)
            {
                var index = indices.Length == 0 ? i : indices[i];
                var missing = float.IsNaN(values[i]);
                mean[index] += missing ? 0 : weight * values[i];
                stored[index] += missing ? 0 : weight;
                known[index] -= missing ? weight : 0;
            }
        });
        Divide(mean, known);

        // The zeros that are not stored lie at a squared distance of mean^2.
        var squares = mean.Select((m, i) => m * m * (known[i] - stored[i])).ToArray();
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
        return new FeatureStatistics(mean, [.. squares.Select(square => Math.Sqrt(Math.Max(square, 0)))]);
    }

    /// <summary>The scaling to mean 0 and deviation 1; sparse rows keep their zeros, constant features their size.</summary>
    public InputScaling ToScaling(bool sparse, bool fillMissing) => new(
        [.. Mean.Select(mean => sparse ? 0 : (float)mean)],
        [.. Deviation.Select((deviation, i) => deviation > ConstantBelow * Math.Abs(Mean[i]) ? (float)(1 / deviation) : 1)],
        fillMissing ? Fill() : null);

    /// <summary>What stands in for missing values.</summary>
    public float[] Fill() => [.. Mean.Select(mean => (float)mean)];

    private static void Divide(double[] sums, double[] counts)
    {
        for (var i = 0; i < sums.Length; i++)
        {
            sums[i] = counts[i] > 0 ? sums[i] / counts[i] : 0;
        }
    }
}
