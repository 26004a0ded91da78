// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>What the weights and units of a network under training warn of.</summary>
internal static class NetworkWarnings
{
    /// <summary>The norm of an update over that of the weights should be about this: "somewhere around 1e-3", A. Karpathy, CS231n notes, Neural Networks Part 3, "Ratio of
    /// weights:updates".</summary>
    public const double UsualRatio = 1e-3;

    /// <summary>A hundred times that is reported.</summary>
    public const double LargestRatio = 100 * UsualRatio;

    /// <summary>How many times its first value a gradient's norm may be.</summary>
    public const double LargestGrowth = 1000;

    /// <summary>The share of a layer's units from which dead ones are reported: a tenth is nothing unusual in networks that do well.</summary>
    public const double LargestDeadShare = 0.25;

    /// <summary>The warnings, and what each is about.</summary>
    public static IEnumerable<(string About, string Text)> Of(TrainingHistory history) =>
        [.. Units(history.DeadUnits), .. history.Weights.GroupBy(one => one.Name).SelectMany(tensor => Tensor(tensor.Key, [.. tensor]))];

    private static IEnumerable<(string About, string Text)> Units(IReadOnlyList<DeadUnits> all)
    {
        foreach (var one in all.Where(one => one.Epoch == all[^1].Epoch && one.Dead >= LargestDeadShare * one.Units && one.Dead > 0))
        {
            yield return ($"units of {one.Layer}", FormattableString.Invariant(
                $"{one.Dead} of {one.Units} units of {one.Layer} are 0 on all {one.Rows} rows looked at after epoch {one.Epoch}, and so learn nothing: lower the learning rate, or take LeakyReLU."));
        }
    }

    private static IEnumerable<(string About, string Text)> Tensor(string name, List<WeightHistogram> samples)
    {
        if (samples.MaxBy(one => one.UpdateRatio ?? 0) is { UpdateRatio: > LargestRatio } largest)
        {
            yield return ($"updates of {name}", FormattableString.Invariant(
                $"One update moved {name} by {largest.UpdateRatio:P1} of its norm (up to epoch {largest.Epoch}); about {UsualRatio:P1} is usual: lower the learning rate, or clip the gradient."));
        }

        var measured = samples.Where(one => one.GradientNorm > 0).ToList();
        if (measured.Count > 1 && measured.MaxBy(one => one.GradientNorm)!.GradientNorm > LargestGrowth * measured[0].GradientNorm)
        {
            var most = measured.MaxBy(one => one.GradientNorm)!;
            yield return ($"gradient of {name}", FormattableString.Invariant(
                $"The gradient of {name} grew from {measured[0].GradientNorm:G3} to {most.GradientNorm:G3} by epoch {most.Epoch}: lower the learning rate, or clip the gradient."));
        }
    }
}
