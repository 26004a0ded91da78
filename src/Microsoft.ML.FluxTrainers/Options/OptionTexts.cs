// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Text.Json;

namespace Microsoft.ML.FluxTrainers;

/// <summary>The settings of an options record by name, each as text that is equal where the values are.</summary>
internal static class OptionTexts
{
    public static IReadOnlyDictionary<string, string> Of(TrainerOptions options)
    {
        var properties = OptionRecord.Of(options.GetType()).Properties;
        try
        {
            using var json = JsonDocument.Parse(options.ToJson());
            return properties.ToDictionary(property => property.Name, property => json.RootElement.GetProperty(property.JsonName).GetRawText());
        }
        catch (NotSupportedException)
        {
            // A setting of the user's own type has no JSON; its text has to do.
            return properties.ToDictionary(property => property.Name, property => property.Get(options)?.ToString() ?? "null");
        }
    }
}
