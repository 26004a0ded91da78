// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Security.Cryptography;

namespace Microsoft.ML.FluxTrainers;

/// <summary>The section of the weights: safetensors content whose metadata holds a checksum of the data.</summary>
/// <remarks>Neither the zip layer nor the layout itself notices a flipped bit in a weight; the checksum does.</remarks>
internal static class WeightsSection
{
    /// <summary>The key in <c>__metadata__</c> of the SHA-256 of all data behind the header, in lower-case hexadecimal.</summary>
    public const string ChecksumKey = "fluxtrainers.sha256";

    /// <summary>What stands before the names of the network's parameters and buffers.</summary>
    public const string NetworkPrefix = "network.";

    /// <summary>Writes the tensors with their checksum.</summary>
    public static void WriteWeights(this ISectionWriter sections, IReadOnlyList<NamedTensor> tensors) =>
        sections.Write(SectionNames.Weights, stream => Write(stream, tensors));

    /// <summary>Writes the content of the section alone: a file that any safetensors reader takes.</summary>
    public static void Write(Stream stream, IReadOnlyList<NamedTensor> tensors)
    {
        // "pt" is what Python's loaders look for to tell row-major tensors with torch's names.
        var metadata = new Dictionary<string, string>
        {
            ["format"] = "pt",
            [ChecksumKey] = Checksum(Safetensors.InFileOrder(tensors)),
        };
        Safetensors.Write(stream, tensors, metadata);
    }

    /// <summary>Reads the tensors.</summary>
    /// <param name="sections">The model.</param>
    /// <param name="limit">The most bytes: see <see cref="SectionLimits.Weights"/>.</param>
    /// <exception cref="InvalidDataException">The section is absent, damaged, too large or fails its checksum.</exception>
    public static IReadOnlyList<NamedTensor> ReadWeights(this ISectionReader sections, long limit) =>
        sections.Read(SectionNames.Weights, limit, stream => Read(stream, limit));

    /// <summary>Reads the content of the section alone. A file of another origin needs no checksum.</summary>
    /// <exception cref="InvalidDataException">The content is damaged, too large or fails its checksum.</exception>
    public static IReadOnlyList<NamedTensor> Read(Stream stream, long limit)
    {
        var content = Safetensors.Read(stream, limit);
        return !content.Metadata.TryGetValue(ChecksumKey, out var expected) || expected == Checksum(content.Tensors)
            ? content.Tensors
            : throw Safetensors.Damaged("the data does not match its checksum");
    }

    /// <summary>Whether a file may be in this format, as far as its beginning tells: then it stands at its beginning again.</summary>
    public static bool MayBegin(Stream file)
    {
        var begin = new byte[sizeof(long) + 1];
        var count = file.ReadAtLeast(begin, begin.Length, throwOnEndOfStream: false);
        file.Position = 0;
        return count < begin.Length || begin[^1] == '{';
    }

    private static string Checksum(IEnumerable<NamedTensor> tensors)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var piece in tensors.SelectMany(tensor => tensor.Pieces))
        {
            hash.AppendData(piece.Span);
        }

        return Convert.ToHexString(hash.GetHashAndReset()).ToLowerInvariant();
    }
}
