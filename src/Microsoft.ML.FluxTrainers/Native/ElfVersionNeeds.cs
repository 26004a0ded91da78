// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Reads which versions of other libraries a library asks for (its section .gnu.version_r), and which of them it really uses.</summary>
/// <remarks>Layout: Linux Standard Base, "Symbol Versioning".</remarks>
internal static class ElfVersionNeeds
{
    private const int RecordSize = 16;
    private const int RelocationSize = 24;
    private const ushort WeakFlag = 2;
    private const ushort IndexMask = 0x7fff;
    private const int MostVersions = 10_000; // a library asks for dozens; a damaged one could lead around for hours

    /// <summary>The versions in the order of the file; none where the library has no such section.</summary>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    public static IReadOnlyList<NeededVersion> Read(ElfImage image)
    {
        var needs = new List<NeededVersion>();
        if (image.Dynamic(ElfTag.VersionNeeds) is not { } address)
        {
            return needs;
        }

        var used = UsedVersions(image);
        var library = image.PositionOf(address, RecordSize);
        for (var left = image.Dynamic(ElfTag.VersionNeedsCount) ?? 0; left > 0; left--)
        {
            var name = image.Text(image.UInt32(library + 4));
            var entry = Next(library, image.UInt32(library + 8));
            for (var entries = image.UInt16(library + 2); entries > 0; entries--)
            {
                needs.Add(needs.Count < MostVersions
                    ? Entry(image, name, entry, used)
                    : throw new InvalidDataException("its list of needed versions has no end"));
                entry = entries == 1 ? entry : Next(entry, image.UInt32(entry + 12));
            }

            library = left == 1 ? library : Next(library, image.UInt32(library + 12));
        }

        return needs;
    }

    private static NeededVersion Entry(ElfImage image, string library, int position, HashSet<int> used) => new(
        library,
        image.Text(image.UInt32(position + 8)),
        position,
        (image.UInt16(position + 4) & WeakFlag) != 0,
        used.Contains(image.UInt16(position + 6) & IndexMask));

    private static HashSet<int> UsedVersions(ElfImage image)
    {
        var used = new HashSet<int>();
        if (image.Dynamic(ElfTag.SymbolVersions) is { } versions)
        {
            AddUsed(image, versions, ElfTag.Relocations, ElfTag.RelocationsSize, used);
            AddUsed(image, versions, ElfTag.PltRelocations, ElfTag.PltRelocationsSize, used);
        }

        return used;
    }

    private static void AddUsed(ElfImage image, ulong versions, ulong tag, ulong sizeTag, HashSet<int> used)
    {
        var size = image.Dynamic(sizeTag) ?? 0;
        if (image.Dynamic(tag) is not { } address)
        {
            return;
        }

        var start = image.PositionOf(address, size);
        for (var at = start; at + RelocationSize <= start + (int)size; at += RelocationSize)
        {
            var symbol = image.UInt32(at + 12); // the upper half of r_info
            if (symbol != 0)
            {
                used.Add(image.UInt16(image.PositionOf(versions + (2UL * symbol), 2)) & IndexMask);
            }
        }
    }

    private static int Next(int position, uint distance) =>
        distance is > 0 and < int.MaxValue && position <= int.MaxValue - (int)distance
            ? position + (int)distance
            : throw new InvalidDataException("its list of needed versions breaks off");
}
