// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers.TestProcess;

/// <summary>The types of label that are trained in one process and loaded in another.</summary>
internal static class ModelCases
{
    public static IReadOnlyList<IModelCase> All { get; } =
    [
        new ModelCase<string>("text", "setosa", "Grüße, \"x\"", "virginica"),
        new ModelCase<float>("number", 0.1f, -3, 1e30f),
        new ModelCase<DateTime>("date", new(2024, 2, 29, 1, 2, 3, 4), new(1, 1, 1), new(9999, 12, 31)),
        new ModelCase<bool>("bool", false, true),
        new KeyCase(),
    ];
}
