// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Buffers.Binary;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Makes a library loadable that asks for a version of libstdc++ which the system lacks and the library never uses.</summary>
/// <remarks>
/// GCC 13 makes every unit that includes &lt;iostream&gt; ask for GLIBCXX_3.4.32, for one symbol (std::ios_base_library_init) that only
/// forces a new enough libstdc++: no relocation takes it, and an older libstdc++ initializes its streams by itself. The loader, though,
/// refuses the file for the version alone. In a copy, the hash and the name of that entry become those of a version which the library
/// asks for as well and the system has: 8 bytes at most, and no code.
/// </remarks>
internal static class ElfMender
{
    private const string Library = "libstdc++.so.6";
    private const string Prefix = "GLIBCXX_";

    /// <summary>Compares what a library asks for with what the system offers, and mends a copy if that is all it takes.</summary>
    /// <param name="original">The library; it is not changed.</param>
    /// <param name="isOffered">Whether the system has a version.</param>
    /// <exception cref="InvalidDataException">The library is damaged.</exception>
    public static ElfMending Examine(byte[] original, Predicate<NeededVersion> isOffered)
    {
        var image = new ElfImage(original);
        var needs = ElfVersionNeeds.Read(image);
        var donor = needs.Where(need => IsStandardLibrary(need) && !need.IsWeak && isOffered(need)).MaxBy(VersionOf);
        var renamed = new List<(NeededVersion, NeededVersion)>();
        var blocking = new List<NeededVersion>();
        foreach (var need in needs.Where(need => !need.IsWeak && !isOffered(need)))
        {
            if (donor is null || need.IsUsed || !IsStandardLibrary(need))
            {
                blocking.Add(need);
            }
            else
            {
                renamed.Add((need, donor));
            }
        }

        return new ElfMending(renamed, blocking, renamed.Count == 0 || blocking.Count > 0 ? null : Rename(original, image, renamed));
    }

    private static byte[] Rename(byte[] original, ElfImage image, List<(NeededVersion Missing, NeededVersion Instead)> renamed)
    {
        var copy = original.ToArray();
        foreach (var (missing, instead) in renamed)
        {
            var hash = image.UInt32(instead.Position);
            if (hash != HashOf(instead.Name))
            {
                throw new InvalidDataException($"its entry for {instead.Name} has a wrong hash");
            }

            BinaryPrimitives.WriteUInt32LittleEndian(copy.AsSpan(missing.Position), hash);
            BinaryPrimitives.WriteUInt32LittleEndian(copy.AsSpan(missing.Position + 8), image.UInt32(instead.Position + 8));
        }

        return copy;
    }

    private static bool IsStandardLibrary(NeededVersion need) =>
        need.Library == Library && need.Name.StartsWith(Prefix, StringComparison.Ordinal);

    private static Version VersionOf(NeededVersion need) =>
        Version.TryParse(need.Name.AsSpan(Prefix.Length), out var version) ? version : new Version(0, 0);

    // The hash function of the System V ABI.
    private static uint HashOf(string name)
    {
        var hash = 0u;
        foreach (var letter in name)
        {
            hash = (hash << 4) + letter;
            var top = hash & 0xf0000000;
            hash = (hash ^ (top >> 24)) & ~top;
        }

        return hash;
    }
}
