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

    public override string Describe(int index) => $"Label {Vector.Describe(index)}";

    public override string? Fault(float target) => base.Fault(target) ?? (LogLink is not null && target < 0
        ? $"{LogLink} needs numbers of at least 0. Remove such rows, shift the label, or use another loss."
        : null);

    public override LabelGetter Bind(DataViewRow row) => Vector.Bind(row);

    public override TargetSpec Sample() => Target;

    public override TargetSpec Finish(float[] targets, float[] weights)
    {
        var scaling = new float[2 * Width];
        for (var column = 0; column < Width; column++)
        {
            var (offset, scale) = Scaling == LabelScaling.None ? (0, 1) : Of(targets, weights, column);
            (scaling[column], scaling[Width + column]) = (offset, scale);
            for (var i = column; i < targets.Length && Scaling != LabelScaling.None; i += Width)
            {
                targets[i] = (float)((targets[i] - (double)offset) / scale);
            }
        }

        return Target.WithScaling(scaling);
    }

    /// <summary>The offset and scale of one number. Constant targets, and those that are all 0, keep their unit.</summary>
    private (float Offset, float Scale) Of(float[] targets, float[] weights, int column)
    {
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
