// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>See <see cref="DataLoading.Spill"/>.</summary>
/// <param name="Folder">The folder, or null for the system's.</param>
internal sealed record SpillLoading(string? Folder) : DataLoading;
