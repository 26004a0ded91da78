// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Decides from the history so far, and nothing else, whether training stops. Criteria combine with <c>|</c>.</summary>
/// <remarks>
/// <para>
/// A criterion holds settings and never progress, so one instance serves any number of fits and threads. It sees the losses of
/// the latest fit after epoch 0; of a fit resumed after an interruption it sees the whole.
/// </para>
/// <para>
/// "The loss" of a criterion is the validation loss, or what is minimized of the metric in its place (<see cref="ValidationMetric"/>). Where nothing is held out it is the
/// training loss.
/// </para>
/// </remarks>
[OptionFamily]
public abstract record StoppingCriterion
{
    private protected StoppingCriterion()
    {
    }

    /// <summary>The criteria that this one combines.</summary>
    internal virtual IEnumerable<StoppingCriterion> Parts => [this];

    /// <summary>Stops as soon as either criterion is met. Doubled criteria and <see cref="Never"/> fall away.</summary>
    /// <param name="left">A criterion.</param>
    /// <param name="right">Another.</param>
    public static StoppingCriterion operator |(StoppingCriterion left, StoppingCriterion right)
    {
        Guard.NotNull(left, nameof(left));
        Guard.NotNull(right, nameof(right));
        ValueList<StoppingCriterion> parts = [.. left.Parts.Union(right.Parts)];
        return parts.Count switch
        {
            0 => new Never(),
            1 => parts[0],
            _ => new AnyOf(parts),
        };
    }

    /// <summary>Whether training should stop now.</summary>
    /// <param name="history">What has happened so far. Ask after an epoch whose losses are all there.</param>
    public bool IsMet(TrainingHistory history) => ReasonToStop(history) is not null;

    /// <summary>Why training should stop now, such as "Patience(5): the validation loss rose 5 times in a row".</summary>
    /// <returns>The reason, or null to go on.</returns>
    /// <param name="history">What has happened so far. Ask after an epoch whose losses are all there.</param>
    public string? ReasonToStop(TrainingHistory history) => Explain(LossTrace.Of(Guard.NotNull(history, nameof(history))));

    /// <summary>The criterion as it is written in code, such as "Patience(5)".</summary>
    public sealed override string ToString() => Describe();

    /// <summary>The reason to stop with the criterion's name before it, or null.</summary>
    internal virtual string? Explain(LossTrace losses) => Reason(losses) is { } reason ? $"{this}: {reason}" : null;

    /// <summary>The reason to stop after the last out-of-sample loss, or null.</summary>
    internal abstract string? Reason(LossTrace losses);

    internal abstract string Describe();
}
