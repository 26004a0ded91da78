// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>What the losses of a training suggest, and what its weights and units warn of, in sentences.</summary>
internal static class ReportHints
{
    private const double Overfitted = 0.1;
    private const double StillFalling = 0.01;
    private const int FewEpochs = 3;
    private const double Exploded = 10;

    public static IEnumerable<string> Of(TrainingHistory history)
    {
        var losses = history.TrainingLosses;
        if (losses.Any(loss => !double.IsFinite(loss)))
        {
            yield return "A training loss is no finite number: the training diverged. Lower the learning rate, clip the gradient or check the data.";
        }

        else if (losses.Count > 1 && losses[0] > 0 && losses.Max() > Exploded * losses[0])
        {
            var epoch = Enumerable.Range(0, losses.Count).MaxBy(i => losses[i]);
            yield return FormattableString.Invariant(
                $"The training loss of epoch {epoch} is {losses[epoch]:G3}, where it was {losses[0]:G3} before any training: the learning rate is far too high.");
        }

        var validated = history.ValidationLosses;
        var range = Range(history);
        if (LowestLoss(history) is { } lowest && validated[^1] - lowest.Value > Overfitted * range)
        {
            yield return FormattableString.Invariant(
                $"The validation loss is lowest after epoch {lowest.Epoch} and rises after that: the network overfits. Stop earlier, or add dropout, a penalty or rows.");
        }
        else if (validated.Count > FewEpochs && validated[^2] - validated[^1] > StillFalling * range && validated[^3] - validated[^2] > StillFalling * range)
        {
            yield return "The validation loss was still falling at the end: more epochs may help.";
        }

        foreach (var (_, warning) in NetworkWarnings.Of(history))
        {
            yield return warning;
        }
    }

    /// <summary>The lowest validation loss, whatever metric may judge the fit; null where there is none.</summary>
    public static TrainingEvent? LowestLoss(TrainingHistory history) => history.Events
        .Where(one => one is { Kind: TrainingEventKind.ValidationLoss, Epoch: > 0 } && !double.IsNaN(one.Value))
        .MinBy(one => one.Value);

    /// <summary>How far apart the validation losses and the loss before any training lie. Unlike a share of a loss, a share of that means the same of losses below 0.</summary>
    private static double Range(TrainingHistory history)
    {
        double[] losses = [.. history.ValidationLosses.Concat(history.TrainingLosses.Take(1)).Where(double.IsFinite)];
        return losses.Length > 0 ? losses.Max() - losses.Min() : 0;
    }
}
