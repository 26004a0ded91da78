// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>The validation losses of one fit of a trial.</summary>
internal sealed class TrialCurve(TrialCurves curves, int fold)
{
    private readonly Dictionary<int, double> _losses = [];

    /// <summary>Which of the folds was held out.</summary>
    public int Fold => fold;

    /// <summary>The losses by epoch.</summary>
    public IReadOnlyDictionary<int, double> Losses => _losses;

    /// <summary>Notes what happened in an epoch, and compares it with the trials before.</summary>
    public bool IsHopeless(EpochResult result)
    {
        if (result.ValidationLoss is not { } loss)
        {
            return false;
        }

        _losses[result.Epoch] = loss;
        return curves.IsHopeless(fold, result.Epoch, loss);
    }
}
