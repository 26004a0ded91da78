// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Points drawn evenly on the scale of each range, or from its distribution: a logarithmic range has as many values below its middle on that scale as above.</summary>
/// <remarks>10 trials where no number is given and there is no time limit; as many as there is time for where there is one. Bergstra and Bengio (2012), "Random Search for
/// Hyper-Parameter Optimization", JMLR 13.</remarks>
public sealed record RandomSearch : SearchStrategy
{
    internal override int? DefaultTrials => 10;

    internal override bool BeginsAlike => true;

    internal override SearchPlan Begin(SearchSetting setting) => new RandomPlan(setting);
}
