// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>From raw outputs and targets to what users know: probabilities, and numbers in the label's unit.</summary>
internal static class RawScores
{
    /// <summary>What the scores of a target are, and what they are called.</summary>
    public static (IReadOnlyList<string> Names, ScoreKind Kind) Describe(TargetSpec target) => target switch
    {
        ClassTarget classes => (classes.Names, ScoreKind.Classes),
        BinaryTarget binary => (binary.Names, ScoreKind.TrueOrFalse),
        LabelsTarget labels => (labels.Names, ScoreKind.Labels),
        _ => (target.TargetNames, ScoreKind.Numbers),
    };

    /// <summary>The scores of some rows.</summary>
    /// <param name="target">What is predicted.</param>
    /// <param name="activation">What makes scores of outputs.</param>
    /// <param name="rows">The number of rows, at least 1.</param>
    /// <param name="outputs">The raw outputs, row after row; changed.</param>
    /// <param name="labels">The targets, row after row.</param>
    public static ValidationScores Read(TargetSpec target, OutputActivation activation, int rows, float[] outputs, float[] labels)
    {
        activation.Apply(outputs.AsSpan(0, rows * target.Outputs), target.Outputs);
        return target switch
        {
            ScaledTarget number => new ValidationScores(rows, Numbers(number, rows, outputs), InUnit(labels, number.Scaling), isChoice: false),
            NumbersTarget numbers => new ValidationScores(rows, InUnit(outputs, numbers.Scaling), InUnit(labels, numbers.Scaling), isChoice: false),
            BinaryTarget binary => new ValidationScores(rows, outputs, labels, isChoice: false, binary.Threshold),
            LabelsTarget several => new ValidationScores(rows, outputs, labels, isChoice: false, several.Threshold),
            _ => new ValidationScores(rows, outputs, labels, isChoice: true),
        };
    }

    /// <summary>One number a row: the mean, or the quantile nearest to the median.</summary>
    private static float[] Numbers(ScaledTarget target, int rows, float[] all)
    {
        var numbers = new float[rows];
        for (var row = 0; row < numbers.Length; row++)
        {
            var outputs = all.AsSpan(row * target.Outputs, target.Outputs);
            if (target is QuantileTarget)
            {
                outputs.Sort(); // quantiles never cross
            }

            numbers[row] = target.FromNetwork(outputs[target is QuantileTarget quantiles ? quantiles.Middle : 0]);
        }

        return numbers;
    }

    private static float[] InUnit(float[] values, float[] scaling)
    {
        var width = scaling.Length / 2;
        return [.. values.Select((value, i) => (value * scaling[width + (i % width)]) + scaling[i % width])];
    }
}
