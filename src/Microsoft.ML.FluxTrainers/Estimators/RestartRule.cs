// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Globalization;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Whether a fit can go on where an earlier one ended, or has to start anew: the rule of MLJFlux's warm restart.</summary>
/// <remarks>It goes on if only <see cref="NeuralOptions.Epochs"/> grew, the optimizer or the
/// learning-rate schedule changed, or what decides when to stop.</remarks>
internal static class RestartRule
{
    // What has no part in the weights after a number of epochs.
    private static readonly HashSet<string> _free =
    [
        nameof(NeuralOptions.Epochs),
        nameof(NeuralOptions.Stopping),
        nameof(NeuralOptions.ValidationMetric),
        nameof(NeuralOptions.EpochsPerCycle),
        nameof(NeuralOptions.RestoreBestWeights),
        nameof(NeuralOptions.OptimizerChangesTriggerRetraining),
        nameof(NeuralMultilabelClassifierOptions.Threshold),
    ];

    // What says how weights follow their gradient from now on.
    private static readonly HashSet<string> _rules = [nameof(NeuralOptions.Optimizer), nameof(NeuralOptions.LearningRateSchedule)];

    /// <summary>Why the fit has to start anew, in words that name the option; null where it goes on.</summary>
    /// <param name="before">The hyperparameters of the earlier fit.</param>
    /// <param name="now">Those of the new one.</param>
    /// <param name="countsEpochs">Whether <see cref="NeuralOptions.Epochs"/> says how long the new fit goes on.</param>
    public static string? WhyAnew(IReadOnlyDictionary<string, string> before, NeuralOptions now, bool countsEpochs)
    {
        foreach (var (name, text) in OptionTexts.Of(now).OrderBy(option => option.Key, StringComparer.Ordinal))
        {
            if (_free.Contains(name) || (_rules.Contains(name) && !now.OptimizerChangesTriggerRetraining))
            {
                continue;
            }

            if (!before.TryGetValue(name, out var earlier))
            {
                return $"the earlier fit had no {name}: it was made by another kind of trainer, or by an earlier version";
            }

            if (earlier != text)
            {
                return $"{name} changed from {earlier} to {text}";
            }
        }

        var epochs = Epochs(before);
        return countsEpochs && now.Epochs < epochs
            ? FormattableString.Invariant($"Epochs went down from {epochs} to {now.Epochs}")
            : null;
    }

    /// <summary>The fit to go on from: the same one where it has not ended. Weights that were best by another metric, or on other rows, cannot be compared: they are forgotten.</summary>
    /// <param name="state">Where it ended.</param>
    /// <param name="history">What happened in it.</param>
    /// <param name="now">The hyperparameters.</param>
    /// <param name="validationRows">The fingerprint of the validation rows, or null where nothing is held out.</param>
    public static EarlierFit Earlier(TrainingState state, TrainingHistory history, NeuralOptions now, string? validationRows)
    {
        const string Metric = nameof(NeuralOptions.ValidationMetric);
        var hasOtherRows = state.ValidationRows != validationRows;
        var isComparable = !hasOtherRows && state.Options.GetValueOrDefault(Metric) == OptionTexts.Of(now)[Metric];
        return new EarlierFit(isComparable ? state : state with { Best = null, BestEpoch = 0, BestLoss = double.PositiveInfinity }, history)
        {
            IsInterrupted = history.StopReason is null,
            HasOtherValidation = hasOtherRows,
        };
    }

    /// <summary>What to say where a fit goes on with a schedule whose horizon has moved with the number of epochs; null where it has not.</summary>
    /// <param name="before">The earlier fit.</param>
    /// <param name="now">The hyperparameters.</param>
    /// <param name="epochs">The epochs planned now.</param>
    public static string? MovedHorizon(TrainingState before, NeuralOptions now, int epochs)
    {
        const string Schedule = nameof(NeuralOptions.LearningRateSchedule);
        var earlier = Math.Max(before.Epoch, Epochs(before.Options));
        return now.LearningRateSchedule is HorizonSchedule { FollowsFit: true } schedule
            && epochs != earlier
            && epochs > before.Epoch
            && before.Options.GetValueOrDefault(Schedule) == OptionTexts.Of(now)[Schedule]
            ? FormattableString.Invariant(
                $"The horizon of {schedule.GetType().Name} moved from {earlier} to {epochs} epochs: the training goes on with the rate of epoch {before.Epoch + 1} of {epochs}, so it differs from one fit of {epochs} epochs. Set Epochs of the schedule to keep its horizon.")
            : null;
    }

    private static int Epochs(IReadOnlyDictionary<string, string> options) =>
        int.Parse(options[nameof(NeuralOptions.Epochs)], CultureInfo.InvariantCulture);
}
