// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Runtime.CompilerServices;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Finds the names registered on an <see cref="MLContext"/>, from whichever of its environments is at hand.</summary>
/// <remarks>
/// A model is loaded with the context's inner environment, an estimator made with the context itself. Both share one
/// <see cref="ComponentCatalog"/>, so the names hang on that, and go when it goes.
/// </remarks>
internal static class NamedOptionsOf
{
    private const string Hint = "Register it before loading: mlContext.FluxTrainers.Register(…), with what NetworkBuilder.From or Activation.From gave.";
    private static readonly ConditionalWeakTable<ComponentCatalog, NamedOptions> _tables = [];

    public static NamedOptions Environment(IHostEnvironment environment) =>
        environment is IHostEnvironmentInternal known
            ? _tables.GetValue(known.ComponentCatalog, _ => new NamedOptions(Hint))
            : new NamedOptions(Hint);
}
