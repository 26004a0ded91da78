// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Text.Json;

namespace Microsoft.ML.FluxTrainers;

/// <summary>The manifest: a JSON object that begins with the format's version.</summary>
internal static class ManifestSection
{
    /// <summary>Writes the manifest: the version, then the properties that <paramref name="write"/> adds to the object.</summary>
    public static void WriteManifest(this ISectionWriter sections, Action<Utf8JsonWriter> write) =>
        sections.Write(SectionNames.Manifest, json =>
        {
            json.WriteStartObject();
            FormatVersion.Write(json);
            write(json);
            json.WriteEndObject();
        });

    /// <summary>Reads the manifest of a model whose format this version reads.</summary>
    /// <exception cref="InvalidDataException">It is absent, damaged, too large or of a newer format.</exception>
    public static JsonElement ReadManifest(this ISectionReader sections) =>
        sections.Read(SectionNames.Manifest, SectionLimits.Manifest, stream =>
        {
            var manifest = StrictJson.Parse(stream);
            FormatVersion.Check(manifest);
            return manifest;
        });
}
