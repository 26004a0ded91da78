// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>What a fit says while it runs.</summary>
/// <param name="Info">Takes a message for the log.</param>
/// <param name="Warning">Takes a warning for the log.</param>
/// <param name="Tell">Takes a message with fields for the log.</param>
internal sealed record TrainerProgress(Action<string> Info, Action<string> Warning, Action<TrainingMessage> Tell)
{
    /// <summary>One line an epoch.</summary>
    public void Epoch(int epoch, int epochs, double loss, Validated? validation, double learningRate)
    {
        // "Before training" is no epoch: its losses are those of the initial weights.
        var message = (epoch, validation) switch
        {
            (0, null) => Message($"Before training: loss {loss:G6}", "TrainingLoss"),
            (0, { Metric: null } one) => Message($"Before training: loss {loss:G6}, validation loss {one.Loss:G6}", "TrainingLoss", "ValidationLoss"),
            (0, { } one) => Message(
                $"Before training: loss {loss:G6}, validation loss {one.Loss:G6}, {one.Measure!.Name} {one.Metric:G6}", "TrainingLoss", "ValidationLoss", "Metric", "MetricValue"),
            (_, null) => Message($"Epoch {epoch}/{epochs}: training loss {loss:G6}", "Epoch", "Epochs", "TrainingLoss"),
            (_, { Metric: null } one) => Message(
                $"Epoch {epoch}/{epochs}: training loss {loss:G6}, validation loss {one.Loss:G6}", "Epoch", "Epochs", "TrainingLoss", "ValidationLoss"),
            (_, { } one) => Message(
                $"Epoch {epoch}/{epochs}: training loss {loss:G6}, validation loss {one.Loss:G6}, {one.Measure!.Name} {one.Metric:G6}",
                "Epoch",
                "Epochs",
                "TrainingLoss",
                "ValidationLoss",
                "Metric",
                "MetricValue"),
        };
        Tell(epoch == 0 ? message with { More = [("Epoch", 0), ("Epochs", epochs)] } : message with { More = [("LearningRate", learningRate)] });
    }

    private static TrainingMessage Message(FormattableString words, params string[] names) => new(TrainingMessage.EpochEnded, words, names);
}
