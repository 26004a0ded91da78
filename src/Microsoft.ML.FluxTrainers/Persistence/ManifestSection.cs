// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Text.Json;

namespace Microsoft.ML.FluxTrainers;

/// <summary>The manifest: a JSON object that begins with the format's version.</summary>
internal static class ManifestSection
{
    /// <summary>Writes the manifest: the version, then the properties that <paramref name="write"/> adds to the object.</summary>
    /// <exception cref="InvalidOperationException">It would be too large to be read again.</exception>
    public static void WriteManifest(this ISectionWriter sections, Action<Utf8JsonWriter> write) =>
        sections.WriteJson(SectionNames.Manifest, SectionLimits.Manifest, json =>
        {
            json.WriteStartObject();
            FormatVersion.Write(json);
            write(json);
            json.WriteEndObject();
        });

    /// <summary>Reads the manifest of a model whose format this version reads.</summary>
    /// <param name="sections">The model.</param>
    /// <param name="read">Turns the object into what it describes; whatever it finds wrong becomes the one error of damage.</param>
    /// <exception cref="InvalidDataException">It is absent, damaged, too large or of a newer format.</exception>
    public static T ReadManifest<T>(this ISectionReader sections, Func<JsonElement, T> read) =>
        sections.Read(SectionNames.Manifest, SectionLimits.Manifest, stream =>
        {
            var manifest = StrictJson.Parse(stream);
            FormatVersion.Check(manifest);
            return read(manifest);
        });
}
