// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Text.Json;

namespace Microsoft.ML.FluxTrainers;

/// <summary>A tensor that a manifest says the weights section has.</summary>
internal sealed record TensorClaim(string Name, TensorType Type, ValueList<long> Shape)
{
    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("name", Name);
        json.WriteString("type", Type.ToString());
        json.WriteStartArray("shape");
        foreach (var size in Shape)
        {
            json.WriteNumberValue(size);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    public static TensorClaim Read(JsonElement json) => new(
        json.GetProperty("name").GetString()!,
        Guard.Defined(Enum.Parse<TensorType>(json.GetProperty("type").GetString()!)),
        [.. json.GetProperty("shape").EnumerateArray().Select(size => size.GetInt64())]);
}
