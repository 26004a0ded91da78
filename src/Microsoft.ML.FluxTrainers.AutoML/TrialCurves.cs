// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>The validation losses of the fits so far, with which later ones of the same fold are compared.</summary>
/// <remarks>AutoML makes one trial after the other, so nothing here is used by two threads at once.</remarks>
internal sealed class TrialCurves(MedianPruning pruning)
{
    private readonly List<TrialCurve> _done = [];

    public TrialCurve Begin(int fold) => new(this, fold);

    /// <summary>Takes in a fit that has ended.</summary>
    public void Add(TrialCurve curve) => _done.Add(curve);

    public bool IsHopeless(int fold, int epoch, double loss) =>
        epoch % pruning.EveryEpochs == 0
        && pruning.IsHopeless(
            loss,
            epoch,
            [.. _done.Where(curve => curve.Fold == fold && curve.Losses.ContainsKey(epoch)).Select(curve => curve.Losses[epoch])],
            higherIsBetter: false);
}
