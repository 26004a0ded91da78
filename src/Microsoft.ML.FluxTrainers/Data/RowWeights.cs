// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>The weight of each training row in the loss.</summary>
internal static class RowWeights
{
    /// <summary>Example weights times class weights, scaled to mean 1.</summary>
    /// <param name="classes">The class of each row, from 0; only looked at where there are class weights.</param>
    /// <param name="exampleWeights">One weight a row, or none where all are 1.</param>
    /// <param name="classWeights">The class weights, or null.</param>
    /// <param name="classCount">The number of classes.</param>
    /// <returns>One weight a row, or none where all are 1.</returns>
    public static float[] Scale(float[] classes, float[] exampleWeights, ClassWeights? classWeights, int classCount)
    {
        if (exampleWeights.Length == 0 && classWeights is null)
        {
            return [];
        }

        var weights = exampleWeights.Length > 0 ? exampleWeights : Ones(classes.Length);
        var factors = classWeights?.For(Sums(classes, weights, classCount));
        var raw = new double[weights.Length];
        for (var row = 0; row < raw.Length; row++)
        {
            raw[row] = weights[row] * (factors?[(int)classes[row]] ?? 1);
        }

        var mean = raw.Average();
        return mean > 0
            ? [.. raw.Select(weight => (float)(weight / mean))]
            : throw new InvalidOperationException("Every training row has weight 0: no class that occurs has a class weight above 0.");
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
