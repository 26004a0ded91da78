// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Never stops: training ends after the number of epochs that the options name.</summary>
public sealed record Never : StoppingCriterion
{
    internal override IEnumerable<StoppingCriterion> Parts => [];

    internal override string? Reason(LossTrace losses) => null;

    internal override string Describe() => "Never()";
}
