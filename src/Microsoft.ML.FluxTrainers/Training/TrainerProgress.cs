// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>What a fit says while it runs.</summary>
/// <param name="Info">Takes a message for the log.</param>
/// <param name="Warning">Takes a warning for the log.</param>
internal sealed record TrainerProgress(Action<string> Info, Action<string> Warning)
{
    /// <summary>One line an epoch.</summary>
    public void Epoch(int epoch, int epochs, double loss, double? validationLoss)
    {
        var validated = validationLoss is null ? "" : FormattableString.Invariant($", validation loss {validationLoss:G6}");
        Info(epoch == 0
            ? FormattableString.Invariant($"Before training: loss {loss:G6}{validated}")
            : FormattableString.Invariant($"Epoch {epoch}/{epochs}: training loss {loss:G6}{validated}"));
    }
}
