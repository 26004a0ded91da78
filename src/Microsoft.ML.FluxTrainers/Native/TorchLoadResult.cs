// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>How loading torch's natives went.</summary>
/// <param name="Files">The files that were taken; empty after a failure.</param>
/// <param name="Error">Why it failed, or null.</param>
internal sealed record TorchLoadResult(IReadOnlyList<NativeFile> Files, TorchNotAvailableException? Error);
