// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>See <see cref="TrialSelection.OneStandardError"/>.</summary>
/// <param name="Name">What stands for the function.</param>
/// <param name="Complexity">What is less for simpler trials.</param>
internal sealed record OneStandardErrorSelection(string Name, Func<TuningTrial, double> Complexity) : TrialSelection
{
    public bool Equals(OneStandardErrorSelection? other) => other?.Name == Name;

    public override int GetHashCode() => Name.GetHashCode(StringComparison.Ordinal);

    internal override TuningTrial Of(IReadOnlyList<TuningTrial> completed, bool higherIsBetter)
    {
        var best = completed.MinBy(trial => trial.Loss(higherIsBetter))!;
        var error = best.FoldMetrics.Count > 1 ? best.StandardDeviation / Math.Sqrt(best.FoldMetrics.Count) : 0;
        var limit = best.Loss(higherIsBetter) + error;
        return completed.Where(trial => trial.Loss(higherIsBetter) <= limit)
            .OrderBy(Complexity).ThenBy(trial => trial.Loss(higherIsBetter)).ThenBy(trial => trial.Id).First();
    }
}
