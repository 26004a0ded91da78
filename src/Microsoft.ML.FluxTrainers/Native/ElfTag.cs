// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>The tags of the dynamic table that matter here (DT_… in the System V ABI and its GNU extensions).</summary>
internal static class ElfTag
{
    public const ulong End = 0;
    public const ulong PltRelocationsSize = 2;
    public const ulong Strings = 5;
    public const ulong Relocations = 7;
    public const ulong RelocationsSize = 8;
    public const ulong StringsSize = 10;
    public const ulong PltRelocations = 23;
    public const ulong SymbolVersions = 0x6ffffff0;
    public const ulong VersionDefinitions = 0x6ffffffc;
    public const ulong VersionDefinitionsCount = 0x6ffffffd;
    public const ulong VersionNeeds = 0x6ffffffe;
    public const ulong VersionNeedsCount = 0x6fffffff;
}
