// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>What stands between a library and this system, and the library without it.</summary>
/// <param name="Renamed">The missing versions that nothing uses, with the version that now stands there.</param>
/// <param name="Blocking">The missing versions that cannot be done without.</param>
/// <param name="Bytes">The mended library, or null where there was nothing to mend or no way to.</param>
internal sealed record ElfMending(
    IReadOnlyList<(NeededVersion Missing, NeededVersion Instead)> Renamed, IReadOnlyList<NeededVersion> Blocking, byte[]? Bytes)
{
    /// <summary>Whether the system offers all that the library asks for.</summary>
    public bool IsNeedless => Renamed.Count == 0 && Blocking.Count == 0;
}
