// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>A label that is a number, or several.</summary>
/// <param name="Vector">The label.</param>
/// <param name="Target">What is predicted, not scaled yet.</param>
/// <param name="Scaling">What is done to each number, over the training rows.</param>
/// <param name="LogLink">The loss that needs numbers of at least 0, or null where any will do.</param>
internal sealed record NumberLabel(LabelVector Vector, TargetSpec Target, LabelScaling Scaling, string? LogLink) : LabelReader(Vector.Columns[0])
{
    public override IReadOnlyList<DataViewSchema.Column> Columns => Vector.Columns;

    public override int Width => Vector.Width;

    public override int ClassCount => 0;

    public override bool LeavesOutUnlabeled => false;

    /// <summary>The scaling of a trained model, or null where it comes from the rows.</summary>
    private float[]? Known { get; init; }

    public override string Describe(int index) => $"Label {Vector.Describe(index)}";

    protected override Func<float, string?>? Restriction => LogLink is null
        ? null
        : target => target < 0 ? $"{LogLink} needs numbers of at least 0. Remove such rows, shift the label, or use another loss." : null;

    public override LabelReader Continue(TargetSpec known) =>
        known.Scaling.Length == Target.Scaling.Length && known.WithScaling(Target.Scaling).Equals(Target)
            ? this with { Known = known.Scaling }
            : throw new InvalidOperationException(known.TargetNames.Count > 0
                ? $"The earlier model does not predict the same numbers: its targets are {string.Join(", ", known.TargetNames.Take(20))}."
                : "The earlier model does not predict the same number.");

    public override LabelGetter Bind(DataViewRow row) => Vector.Bind(row);

    public override TargetSpec Sample() => Target;

    public override TargetSpec Finish(float[] targets, float[] weights)
    {
        var scaling = Known ?? Scale(targets, weights);
        for (var i = 0; i < targets.Length; i++)
        {
            var column = i % Width;
            targets[i] = (float)((targets[i] - (double)scaling[column]) / scaling[Width + column]);
        }

        return Target.WithScaling(scaling);
    }

    /// <summary>The offset of each number, then the scale of each.</summary>
    private float[] Scale(float[] targets, float[] weights)
    {
        var scaling = new float[2 * Width];
        for (var column = 0; column < Width; column++)
        {
            (scaling[column], scaling[Width + column]) = Scale(targets, weights, column);
        }

        return scaling;
    }

    /// <summary>The offset and scale of one number. Constant targets, and those that are all 0, keep their unit.</summary>
    private (float Offset, float Scale) Scale(float[] targets, float[] weights, int column)
    {
        if (Scaling == LabelScaling.None)
        {
            return (0, 1);
        }

        var (mean, deviation) = Moments(targets, weights, column);
        return Scaling == LabelScaling.DivideByMean
            ? (0, mean > 0 ? (float)mean : 1)
            : ((float)mean, deviation > 1e-7 * Math.Abs(mean) ? (float)deviation : 1);
    }

    private (double Mean, double Deviation) Moments(float[] targets, float[] weights, int column)
    {
        double Weight(int row) => weights.Length == 0 ? 1 : weights[row];
        var rows = targets.Length / Width;
        var (total, sum, squares) = (0.0, 0.0, 0.0);
        for (var row = 0; row < rows; row++)
        {
            total += Weight(row);
            sum += Weight(row) * targets[(row * Width) + column];
        }

        var mean = sum / total;
        for (var row = 0; row < rows; row++)
        {
            var distance = targets[(row * Width) + column] - mean;
            squares += Weight(row) * distance * distance;
        }

        return (mean, Math.Sqrt(squares / total));
    }
}
