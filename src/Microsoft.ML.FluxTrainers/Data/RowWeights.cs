// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>The weight of each row in the loss.</summary>
internal static class RowWeights
{
    /// <summary>Example weights times class weights, scaled to mean 1 over the training rows, and over those held out.</summary>
    /// <param name="classes">The class of each row, from 0; only looked at where there are class weights.</param>
    /// <param name="exampleWeights">One weight a row, or none where all are 1.</param>
    /// <param name="classWeights">The class weights, or null.</param>
    /// <param name="classCount">The number of classes.</param>
    /// <param name="parts">Which rows are trained on: they alone say how frequent a class is.</param>
    /// <param name="isForValidation">Whether those that are trained on are in fact all validated on, as errors say it.</param>
    /// <param name="training">What gave the weights of the training rows, or null where all are 1.</param>
    /// <returns>One weight a row, or none where all are 1.</returns>
    public static float[] Scale(float[] classes, float[] exampleWeights, ClassWeights? classWeights, int classCount, RowParts parts, bool isForValidation, out RowWeighting? training)
    {
        training = null;
        if (exampleWeights.Length == 0 && classWeights is null)
        {
            return [];
        }

        var weights = exampleWeights.Length > 0 ? exampleWeights : Ones(classes.Length);
        var factors = classWeights?.For(Sums(classes, parts.Mask(weights, weights.Length), classCount));
        var scaled = new float[weights.Length];
        training = Scale(parts.Train ?? [.. Enumerable.Range(0, weights.Length)], isForValidation ? "validation" : "training");
        Scale(parts.Validation ?? [], "validation");
        return scaled;

        float Class(int row) => factors is null ? 0 : classes[row];

        RowWeighting Scale(int[] rows, string what)
        {
            var weighting = new RowWeighting(factors, 1);
            var mean = rows.Length == 0 ? 1 : rows.Average(row => weighting.Raw(Class(row), weights[row]));
            if (!(mean > 0))
            {
                throw new InvalidOperationException($"Every {what} row has weight 0: no class that occurs has a class weight above 0.");
            }

            weighting = weighting with { Mean = mean };
            foreach (var row in rows)
            {
                scaled[row] = weighting.Of(Class(row), weights[row]);
            }

            return weighting;
        }
    }

    private static double[] Sums(float[] classes, float[] weights, int classCount)
    {
        var sums = new double[classCount];
        for (var row = 0; row < weights.Length; row++)
        {
            sums[(int)classes[row]] += weights[row];
        }

        return sums;
    }

    private static float[] Ones(int count)
    {
        var ones = new float[count];
        ones.AsSpan().Fill(1);
        return ones;
    }
}
