// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Text.Json;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Saves and loads a composition: a manifest, and each part as a model of its own (docs/model-format.md).</summary>
internal static class CompositionFile
{
    private const int MostParts = 10_000;
    private const int MostLevels = 32;

    public static void Write(RepositorySections sections, ComposedTransformer model)
    {
        var composition = OptionsJson.Write(model.Composition); // throws before anything is written
        sections.WriteManifest(json =>
        {
            json.WriteNumber("parts", model.Parts.Count);
            json.WritePropertyName("composition");
            json.WriteRawValue(composition);
        });
        for (var part = 0; part < model.Parts.Count; part++)
        {
            sections.WritePart(PartName(part), model.Parts[part]);
        }
    }

    /// <summary>Reads a composition and its parts.</summary>
    /// <exception cref="InvalidDataException">The content is damaged or of a newer version.</exception>
    public static ComposedTransformer Read(RepositorySectionReader sections, NamedOptions names)
    {
        if (sections.Level > MostLevels)
        {
            throw new InvalidDataException($"The model is damaged: its compositions lie more than {MostLevels} levels deep.");
        }

        var (composition, count) = sections.ReadManifest(json => (
            OptionsJson.Read<ModelComposition>(json.GetProperty("composition").GetRawText(), names, what: "The model's composition"), CountOf(json)));
        if (count < 1 || count > MostParts || count != (composition.PartCount ?? count))
        {
            throw new InvalidDataException($"The model is damaged: a {composition.GetType().Name} cannot have {count} parts.");
        }

        using var owner = new PartsOwner();
        for (var part = 0; part < count; part++)
        {
            owner.Add(sections.ReadPart(PartName(part)) ?? throw new InvalidDataException(
                $"The model is damaged: of its {count} parts, '{PartName(part)}' is missing."));
        }

        return owner.Compose(composition);
    }

    private static int CountOf(JsonElement json) => json.GetProperty("parts").GetInt32();

    private static string PartName(int part) => FormattableString.Invariant($"part{part}");
}
