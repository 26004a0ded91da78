// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Globalization;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Whether a fit can go on where an earlier one ended, or has to start anew: the rule of MLJFlux's warm restart.</summary>
/// <remarks>It goes on if only <see cref="NeuralOptions.Epochs"/> grew, the optimizer changed, or what decides when to stop.</remarks>
internal static class RestartRule
{
    // What has no part in the weights after a number of epochs.
    private static readonly HashSet<string> _free =
    [
        nameof(NeuralOptions.Epochs),
        nameof(NeuralOptions.Stopping),
        nameof(NeuralOptions.EpochsPerCycle),
        nameof(NeuralOptions.RestoreBestWeights),
        nameof(NeuralOptions.OptimizerChangesTriggerRetraining),
        nameof(NeuralMultilabelClassifierOptions.Threshold),
    ];

    /// <summary>Why the fit has to start anew, in words that name the option; null where it goes on.</summary>
    /// <param name="before">The hyperparameters of the earlier fit.</param>
    /// <param name="now">Those of the new one.</param>
    public static string? WhyAnew(IReadOnlyDictionary<string, string> before, NeuralOptions now)
    {
        foreach (var (name, text) in OptionTexts.Of(now).OrderBy(option => option.Key, StringComparer.Ordinal))
        {
            if (_free.Contains(name) || (name == nameof(NeuralOptions.Optimizer) && !now.OptimizerChangesTriggerRetraining))
            {
                continue;
            }

            if (!before.TryGetValue(name, out var earlier) || earlier != text)
            {
                return $"{name} changed from {earlier ?? "nothing"} to {text}";
            }
        }

        var epochs = int.Parse(before[nameof(NeuralOptions.Epochs)], CultureInfo.InvariantCulture);
        return now.Epochs < epochs
            ? FormattableString.Invariant($"Epochs went down from {epochs} to {now.Epochs}")
            : null;
    }
}
