// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>What the estimators of numbers need to know of their losses.</summary>
internal static class NumberLosses
{
    /// <summary>Whether a loss compares numbers that may be other ones than 0 and 1.</summary>
    public static bool IsForNumbers(Loss loss) =>
        loss is { TargetType: TargetType.Number, OutputActivation: not OutputActivation.Sigmoid } and not TargetWeightedLoss;

    /// <summary>What is predicted, not scaled yet.</summary>
    public static ScaledTarget TargetOf(Loss loss) => loss switch
    {
        QuantileLoss quantiles => new QuantileTarget(0, 1, quantiles.Levels),
        GaussianLoss gaussian => new NormalTarget(0, 1, gaussian.MinimumDeviation),
        _ => new NumberTarget(0, 1),
    };

    /// <summary>Reads labels for a loss.</summary>
    public static NumberLabel Label(LabelVector vector, TargetSpec target, Loss loss, bool scales)
    {
        var hasLogLink = loss.OutputActivation == OutputActivation.Exp;
        var scaling = !scales ? LabelScaling.None : hasLogLink ? LabelScaling.DivideByMean : LabelScaling.Standardize;
        return new NumberLabel(vector, target, scaling, hasLogLink ? loss.GetType().Name : null);
    }
}
