// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>What a fit says while it runs.</summary>
/// <param name="Info">Takes a message for the log.</param>
/// <param name="Warning">Takes a warning for the log.</param>
/// <param name="Tell">Takes a message with fields for the log.</param>
internal sealed record TrainerProgress(Action<string> Info, Action<string> Warning, Action<TrainingMessage> Tell)
{
    private static readonly string[] _before = ["TrainingLoss", "ValidationLoss", "Metric", "MetricValue"];
    private static readonly string[] _after = ["Epoch", "Epochs", .. _before];

    /// <summary>One line an epoch.</summary>
    public void Epoch(int epoch, int epochs, double loss, Validated? validation, double learningRate)
    {
        // "Before training" is no epoch: its losses are those of the initial weights.
        FormattableString words = (epoch, validation) switch
        {
            (0, null) => $"Before training: loss {loss:G6}",
            (0, { Metric: null } one) => $"Before training: loss {loss:G6}, validation loss {one.Loss:G6}",
            (0, { } one) => $"Before training: loss {loss:G6}, validation loss {one.Loss:G6}, {one.Measure!.Name} {one.Metric:G6}",
            (_, null) => $"Epoch {epoch}/{epochs}: training loss {loss:G6}",
            (_, { Metric: null } one) => $"Epoch {epoch}/{epochs}: training loss {loss:G6}, validation loss {one.Loss:G6}",
            (_, { } one) => $"Epoch {epoch}/{epochs}: training loss {loss:G6}, validation loss {one.Loss:G6}, {one.Measure!.Name} {one.Metric:G6}",
        };
        Tell(new TrainingMessage(TrainingMessage.EpochEnded, words, epoch == 0 ? _before : _after)
        {
            More = epoch == 0 ? [("Epoch", 0), ("Epochs", epochs)] : [("LearningRate", learningRate)],
        });
    }
}
