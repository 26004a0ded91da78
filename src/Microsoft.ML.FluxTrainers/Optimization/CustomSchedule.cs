// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>A user's schedule: its name stands for the function, in equality too, since equal functions cannot be recognized.</summary>
internal sealed record CustomSchedule : LearningRateSchedule, INamedOption
{
    private readonly Func<SchedulePoint, double> _rate;

    public CustomSchedule(string name, Func<SchedulePoint, double> rate)
    {
        Name = Guard.NotEmpty(name, nameof(name));
        _rate = Guard.NotNull(rate, nameof(rate));
    }

    public string Name { get; }

    internal override bool ChangesWithinEpoch => true;

    public bool Equals(CustomSchedule? other) => other is not null && Name == other.Name;

    public override int GetHashCode() => Name.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => $"LearningRateSchedule.From(\"{Name}\")";

    private protected override double Rate(SchedulePoint point)
    {
        var rate = Call(point);
        return rate >= 0 && double.IsFinite(rate)
            ? rate
            : throw new InvalidOperationException(FormattableString.Invariant(
                $"The schedule '{Name}' gave {rate} for {Place(point)}. A learning rate is a finite number of at least 0."));
    }

    private double Call(SchedulePoint point)
    {
        try
        {
            return _rate(point);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            throw new InvalidOperationException($"The schedule '{Name}' failed for {Place(point)}: {exception.Message}", exception);
        }
    }

    private static string Place(SchedulePoint point) =>
        FormattableString.Invariant($"update {point.Step + 1} of {point.StepsPerEpoch} in epoch {point.Epoch + 1} of {point.Epochs}");
}
