// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>See <see cref="TrialSelection.Best"/>.</summary>
internal sealed record BestSelection : TrialSelection
{
    internal override TuningTrial Of(IReadOnlyList<TuningTrial> completed, bool higherIsBetter) => completed.MinBy(trial => trial.Loss(higherIsBetter))!;
}
