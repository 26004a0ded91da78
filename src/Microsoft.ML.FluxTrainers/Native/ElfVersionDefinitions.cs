// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Reads which versions a library offers to others (its section .gnu.version_d).</summary>
internal static class ElfVersionDefinitions
{
    private const int RecordSize = 20;

    /// <summary>The names of the versions; none where the library has no such section.</summary>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    public static IReadOnlySet<string> Read(ElfImage image)
    {
        var names = new HashSet<string>();
        if (image.Dynamic(ElfTag.VersionDefinitions) is not { } address)
        {
            return names;
        }

        var record = image.PositionOf(address, RecordSize);
        for (var left = image.Dynamic(ElfTag.VersionDefinitionsCount) ?? 0; left > 0; left--)
        {
            var name = record + (int)image.UInt32(record + 12);
            names.Add(image.Text(image.UInt32(name)));
            var distance = (int)image.UInt32(record + 16);
            if (left > 1 && distance <= 0)
            {
                throw new InvalidDataException("its list of offered versions breaks off");
            }

            record += distance;
        }

        return names;
    }
}
