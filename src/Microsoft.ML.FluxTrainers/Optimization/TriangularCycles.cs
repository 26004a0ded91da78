// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>A learning rate that rises and falls in equal steps, again and again, one step an epoch.</summary>
/// <param name="StepSize">The epochs of a rise, and of a fall; at least 1. Default 4.</param>
/// <param name="Lower">The lowest rate, the first, at least 0. Default 0.001.</param>
/// <param name="Upper">The highest rate, above the lowest. Default 0.05.</param>
/// <remarks>
/// Its rates do not depend on the optimizer's. Smith (2017), "Cyclical Learning Rates for Training Neural Networks", policy "triangular"; the values of MLJ's
/// CycleLearningRate, one an epoch.
/// </remarks>
/// <exception cref="ArgumentOutOfRangeException">A setting is out of its range.</exception>
public sealed record TriangularCycles(int StepSize = 4, double Lower = 0.001, double Upper = 0.05) : LearningRateSchedule
{
    /// <summary>The epochs of a rise, and of a fall; at least 1. Default 4.</summary>
    public int StepSize { get; init => field = Guard.Positive(value); } = Guard.Positive(StepSize);

    /// <summary>The lowest rate, the first, at least 0. Default 0.001.</summary>
    public double Lower { get; init => field = Guard.NotNegative(value); } = Guard.NotNegative(Lower);

    /// <summary>The highest rate, above the lowest. Default 0.05.</summary>
    public double Upper { get; init => field = Guard.Positive(value); } = Guard.Positive(Upper);

    internal override void Validate(int epochs)
    {
        if (Lower >= Upper)
        {
            throw new ArgumentException(FormattableString.Invariant($"TriangularCycles rises from Lower to Upper, but they are {Lower} and {Upper}."));
        }
    }

    private protected override double Rate(SchedulePoint point)
    {
        var place = (int)(point.Epoch % (2L * StepSize));
        var risen = place <= StepSize ? place : (2L * StepSize) - place;
        return Lower + ((Upper - Lower) * risen / StepSize);
    }
}
