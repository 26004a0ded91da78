// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>A folder to look for native files in.</summary>
/// <param name="Path">The folder; it need not exist.</param>
/// <param name="Source">What the folder is, in words.</param>
internal sealed record NativeFolder(string Path, string Source);
