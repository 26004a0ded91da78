// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>A label that is a number.</summary>
/// <param name="Column">The label.</param>
/// <param name="Standardize">Whether the network is trained on (number - mean) / deviation, over the training rows.</param>
internal sealed record NumberLabel(DataViewSchema.Column Column, bool Standardize) : LabelReader(Column)
{
    public override int ClassCount => 0;

    public override bool LeavesOutUnlabeled => false;

    public override LabelGetter Bind(DataViewRow row)
    {
        var get = row.GetGetter<float>(Column);
        return targets =>
        {
            get(ref targets[0]);
        };
    }

    public override TargetSpec Sample() => new NumberTarget(0, 1);

    public override TargetSpec Finish(float[] targets, float[] weights)
    {
        if (!Standardize)
        {
            return new NumberTarget(0, 1);
        }

        var (mean, deviation) = Moments(targets, weights);
        var target = new NumberTarget((float)mean, deviation > 1e-7 * Math.Abs(mean) ? (float)deviation : 1); // constant targets keep their unit
        for (var row = 0; row < targets.Length; row++)
        {
            targets[row] = (float)((targets[row] - (double)target.Offset) / target.Scale);
        }

        return target;
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
