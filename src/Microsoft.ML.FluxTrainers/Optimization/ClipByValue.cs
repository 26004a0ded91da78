// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Holds each component of the gradient between -MaxValue and MaxValue, as torch.nn.utils.clip_grad_value_
/// does.</summary>
/// <param name="MaxValue">The largest absolute value of a component, greater than 0.</param>
/// <exception cref="ArgumentOutOfRangeException">The value is not a finite number greater than 0.</exception>
public sealed record ClipByValue(double MaxValue) : GradientClip
{
    /// <summary>The largest absolute value of a component, greater than 0.</summary>
    public double MaxValue { get; init => field = Guard.Positive(value); } = Guard.Positive(MaxValue);

    internal override void Apply(FlatVector gradient) => gradient.Clamp(-MaxValue, MaxValue);
}
