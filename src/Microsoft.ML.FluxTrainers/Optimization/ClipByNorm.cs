// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Shortens a gradient whose length, over all parameters together, exceeds a bound; its direction stays.</summary>
/// <param name="MaxNorm">The largest 2-norm, greater than 0.</param>
/// <remarks>Pascanu, Mikolov and Bengio (2013), "On the difficulty of training recurrent neural networks"; the arithmetic is
/// that of
/// torch.nn.utils.clip_grad_norm_: the factor is MaxNorm / (norm + 1e-6).</remarks>
/// <exception cref="ArgumentOutOfRangeException">The norm is not a finite number greater than 0.</exception>
public sealed record ClipByNorm(double MaxNorm) : GradientClip
{
    /// <summary>The largest 2-norm of the whole gradient, greater than 0.</summary>
    public double MaxNorm { get; init => field = Guard.Positive(value); } = Guard.Positive(MaxNorm);

    internal override void Apply(FlatVector gradient) => gradient.ShortenTo(MaxNorm);
}
