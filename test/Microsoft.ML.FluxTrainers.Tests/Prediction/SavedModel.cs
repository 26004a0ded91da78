// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>The bytes of a model that mlContext.Model.Save wrote, to be damaged.</summary>
internal sealed record SavedModel(byte[] Bytes)
{
    /// <summary>The content of one of our sections.</summary>
    public byte[] this[string section]
    {
        get
        {
            using var zip = new ZipArchive(new MemoryStream(Bytes));
            using var content = new MemoryStream();
            using var stream = Find(zip, section).Open();
            stream.CopyTo(content);
            return content.ToArray();
        }
    }

    /// <summary>The same model with one section replaced, or left out where the content is null.</summary>
    public SavedModel With(string section, byte[]? content)
    {
        using var bytes = new MemoryStream();
        bytes.Write(Bytes);
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Update, leaveOpen: true))
        {
            var entry = Find(zip, section);
            var name = entry.FullName;
            entry.Delete();
            if (content is not null)
            {
                using var stream = zip.CreateEntry(name).Open();
                stream.Write(content);
            }
        }

        return new SavedModel(bytes.ToArray());
    }

    /// <summary>The same model with a changed manifest.</summary>
    public SavedModel WithManifest(Action<JsonNode> change)
    {
        var manifest = JsonNode.Parse(this[SectionNames.Manifest])!;
        change(manifest);
        return With(SectionNames.Manifest, Encoding.UTF8.GetBytes(manifest.ToJsonString()));
    }

    /// <summary>The same model with other weights, listed in its manifest.</summary>
    public SavedModel WithWeights(IReadOnlyList<NamedTensor> tensors)
    {
        using var stream = new MemoryStream();
        WeightsSection.Write(stream, tensors);
        return With(SectionNames.Weights, stream.ToArray()).WithManifest(manifest => manifest["tensors"] = new JsonArray(
            [.. tensors.Select(tensor => new JsonObject
            {
                ["name"] = tensor.Name,
                ["type"] = tensor.Type.ToString(),
                ["shape"] = new JsonArray([.. tensor.Shape.Select(size => (JsonNode)size)]),
            })]));
    }

    public IReadOnlyList<NamedTensor> Weights() => WeightsSection.Read(new MemoryStream(this[SectionNames.Weights]), long.MaxValue);

    private static ZipArchiveEntry Find(ZipArchive zip, string section) => zip.Entries.Single(entry => entry.Name == section);
}
