// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>How the learning rate varies during a training. Settings only, immutable; vary one with <c>with</c>.</summary>
/// <remarks>
/// A pure function of the place in the training, of its planned end and of its history: no schedule has a state, so that a training that is interrupted and
/// goes on takes the same rates. They are <see cref="StepDecay"/>, <see cref="ExponentialDecay"/>, <see cref="CosineDecay"/>, <see cref="OneCycle"/>,
/// <see cref="TriangularCycles"/>, <see cref="ReduceOnPlateau"/> and those of <see cref="From"/>.
/// </remarks>
[OptionFamily]
public abstract record LearningRateSchedule
{
    /// <summary>The name under which a history has the rate of the last update of each epoch, where a schedule is set:
    /// <c>history.Metric(LearningRateSchedule.MetricName)</c>.</summary>
    public const string MetricName = "learning rate";

    private protected LearningRateSchedule()
    {
    }

    /// <summary>Whether updates of one epoch may have different rates.</summary>
    internal virtual bool ChangesWithinEpoch => false;

    /// <summary>A schedule of your own.</summary>
    /// <param name="name">What stands for the function in comparisons and JSON.</param>
    /// <param name="rate">Gives the rate of an update, finite and at least 0. It must depend on its argument alone.</param>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    public static LearningRateSchedule From(string name, Func<SchedulePoint, double> rate) => new CustomSchedule(name, rate);

    /// <summary>The learning rate of one update.</summary>
    /// <param name="point">Where it stands.</param>
    /// <returns>A finite number of at least 0.</returns>
    /// <exception cref="InvalidOperationException">A schedule of <see cref="From"/> fails or gives anything else.</exception>
    public double RateAt(SchedulePoint point) => Rate(Guard.NotNull(point, nameof(point)));

    /// <summary>Checks the rules between settings.</summary>
    /// <param name="epochs">The epochs planned.</param>
    /// <exception cref="ArgumentException">Two settings exclude each other.</exception>
    internal virtual void Validate(int epochs)
    {
    }

    private protected abstract double Rate(SchedulePoint point);
}
