// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>What judges a network on the validation rows instead of the loss.</summary>
/// <param name="Name">The metric's name in the history.</param>
/// <param name="HigherIsBetter">Whether a higher value is better.</param>
internal sealed record ValidationMeasure(string Name, bool HigherIsBetter)
{
    public string Name { get; } = Guard.NotEmpty(Name);

    /// <summary>A value as what is minimized: its negative where higher is better.</summary>
    public double Judge(double value) => HigherIsBetter ? -value : value;

    /// <summary>Whether an event tells this metric after some training.</summary>
    public bool IsIn(TrainingEvent one) => one is { Kind: TrainingEventKind.Metric, Epoch: > 0 } && one.Text == Name;
}
