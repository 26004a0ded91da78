// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>A label that is a number.</summary>
/// <param name="Column">The label.</param>
/// <param name="Standardize">Whether the network is trained on (number - mean) / deviation, over the training rows.</param>
internal sealed record NumberLabel(DataViewSchema.Column Column, bool Standardize) : LabelReader(Column)
{
    public override int ClassCount => 0;

    /// <summary>The scale of a trained model, or null where it comes from the rows.</summary>
    private NumberTarget? Known { get; init; }

    public override bool LeavesOutUnlabeled => false;

    public override LabelGetter Bind(DataViewRow row)
    {
        var get = row.GetGetter<float>(Column);
        return targets =>
        {
            get(ref targets[0]);
        };
    }

    public override LabelReader Continue(TargetSpec known) => known is NumberTarget number
        ? this with { Known = number }
        : throw new InvalidOperationException("The earlier model does not predict a number.");

    public override TargetSpec Sample() => new NumberTarget(0, 1);

    public override TargetSpec Finish(float[] targets, float[] weights)
    {
        var target = Known ?? (Standardize ? Standardizing(targets, weights) : new NumberTarget(0, 1));
        for (var row = 0; row < targets.Length; row++)
        {
            targets[row] = (float)((targets[row] - (double)target.Offset) / target.Scale);
        }

        return target;
    }

    private static NumberTarget Standardizing(float[] targets, float[] weights)
    {
        var (mean, deviation) = Moments(targets, weights);
        return new NumberTarget((float)mean, deviation > 1e-7 * Math.Abs(mean) ? (float)deviation : 1); // constant targets keep their unit
    }

    private static (double Mean, double Deviation) Moments(float[] targets, float[] weights)
    {
        double Weight(int row) => weights.Length == 0 ? 1 : weights[row];
        var (total, sum, squares) = (0.0, 0.0, 0.0);
        for (var row = 0; row < targets.Length; row++)
        {
            total += Weight(row);
            sum += Weight(row) * targets[row];
        }

        var mean = sum / total;
        for (var row = 0; row < targets.Length; row++)
        {
            squares += Weight(row) * (targets[row] - mean) * (targets[row] - mean);
        }

        return (mean, Math.Sqrt(squares / total));
    }
}
