// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>See <see cref="DataLoading.InMemory"/>.</summary>
internal sealed record MemoryLoading : DataLoading;
