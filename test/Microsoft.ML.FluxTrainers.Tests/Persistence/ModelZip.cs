// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Text;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>Makes small models as zip bytes and reads them.</summary>
internal static class ModelZip
{
    public static byte[] Of(Action<ISectionWriter> write)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipSectionWriter(stream))
        {
            write(zip);
        }

        return stream.ToArray();
    }

    public static byte[] Of(string name, string content) =>
        Of(zip => zip.Write(name, stream => stream.Write(Encoding.UTF8.GetBytes(content))));

    public static T Read<T>(byte[] bytes, Func<ISectionReader, T> read)
    {
        using var zip = new ZipSectionReader(new MemoryStream(bytes));
        return read(zip);
    }
}
