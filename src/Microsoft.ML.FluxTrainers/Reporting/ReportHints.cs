// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>What the losses of a training suggest, in sentences.</summary>
internal static class ReportHints
{
    private const double Overfitted = 1.1;
    private const int FewEpochs = 3;
    private const double StillFalling = 0.99;

    public static IEnumerable<string> Of(TrainingHistory history)
    {
        var losses = history.TrainingLosses;
        if (losses.Any(loss => !double.IsFinite(loss)))
        {
            yield return "A training loss is no finite number: the training diverged. Lower the learning rate, clip the gradient or check the data.";
        }

        var validated = history.ValidationLosses;
        if (history.BestEpoch is { } best && validated[^1] > Overfitted * validated.Where(double.IsFinite).Min())
        {
            yield return FormattableString.Invariant(
                $"The validation loss is lowest after epoch {best} and rises after that: the network overfits. Stop earlier, or add dropout, a penalty or rows.");
        }
        else if (validated.Count > FewEpochs && validated[^1] < StillFalling * validated[^2] && validated[^2] < StillFalling * validated[^3])
        {
            yield return "The validation loss was still falling at the end: more epochs may help.";
        }
    }
}
