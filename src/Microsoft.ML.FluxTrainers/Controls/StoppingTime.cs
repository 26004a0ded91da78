// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Replays losses through a stopping criterion, to try it out.</summary>
public static class StoppingTime
{
    /// <summary>When a criterion stops, counted in its losses: in epochs, where each epoch has one.</summary>
    /// <param name="criterion">The criterion.</param>
    /// <param name="events">
    /// The events of one fit, oldest first. The validation losses are the criterion's losses; without any, the training losses.
    /// Each is judged together with the training losses before it; epoch 0 is left out.
    /// </param>
    /// <returns>The position of the loss after which it stops, counted from 1; null if it never does.</returns>
    public static int? Of(StoppingCriterion criterion, IReadOnlyList<TrainingEvent> events)
    {
        Guard.NotNull(criterion, nameof(criterion));
        TrainingEvent[] log = [.. Guard.NotNull(events, nameof(events))];
        var isValidated = Array.Exists(log, one => Is(one, TrainingEventKind.ValidationLoss));
        var training = Values(log, TrainingEventKind.TrainingLoss);
        var outOfSample = isValidated ? Values(log, TrainingEventKind.ValidationLoss) : training;

        var (trained, judged) = (0, 0);
        for (var i = 0; i < log.Length; i++)
        {
            trained += Is(log[i], TrainingEventKind.TrainingLoss) ? 1 : 0;
            if (!Is(log[i], isValidated ? TrainingEventKind.ValidationLoss : TrainingEventKind.TrainingLoss))
            {
                continue;
            }

            judged++;
            var losses = new LossTrace
            {
                Events = log.AsMemory(0, i + 1),
                Training = training.AsMemory(0, trained),
                OutOfSample = outOfSample.AsMemory(0, judged),
                IsValidated = isValidated,
                Start = TimeSpan.Zero,
                Now = log[i].Elapsed,
            };
            if (criterion.Reason(losses) is not null)
            {
                return judged;
            }
        }

        return null;
    }

    /// <summary>When a criterion stops that sees validation losses only.</summary>
    /// <param name="criterion">The criterion.</param>
    /// <param name="validationLosses">One loss per epoch, that of epoch 1 first.</param>
    /// <returns>The epoch after which it stops, counted from 1; null if it never does.</returns>
    public static int? Of(StoppingCriterion criterion, params IReadOnlyList<double> validationLosses) =>
        Of(criterion, AsEvents(Guard.NotNull(validationLosses, nameof(validationLosses))));

    private static IReadOnlyList<TrainingEvent> AsEvents(IReadOnlyList<double> validationLosses) =>
        [.. validationLosses.Select((loss, index) => TrainingEvent.ValidationLoss(index + 1, loss))];

    private static bool Is(TrainingEvent one, TrainingEventKind kind) => one.Kind == kind && one.Epoch > 0;

    private static double[] Values(TrainingEvent[] log, TrainingEventKind kind) =>
        [.. log.Where(one => Is(one, kind)).Select(one => one.Value)];
}
