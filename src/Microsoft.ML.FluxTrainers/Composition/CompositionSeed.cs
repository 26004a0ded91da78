// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>The seed of a composition's own draws.</summary>
internal static class CompositionSeed
{
    /// <summary>The seed given, else that of the <see cref="MLContext"/>, else a random one.</summary>
    public static int Settle(int? seed, TrainerHost host) => seed ?? host.Seed ?? Random.Shared.Next();
}
