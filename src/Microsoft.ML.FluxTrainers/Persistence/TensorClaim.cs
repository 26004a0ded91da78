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

    /// <summary>What a manifest says of tensors.</summary>
    public static IEnumerable<TensorClaim> Of(IEnumerable<NamedTensor> tensors) =>
        tensors.Select(tensor => new TensorClaim(tensor.Name, tensor.Type, tensor.Shape));

    public static TensorClaim Read(JsonElement json) => new(
        Guard.NotEmpty(json.GetProperty("name").GetString(), "name"),
        EnumName.Read<TensorType>(json.GetProperty("type").GetString()),
        ReadShape(json.GetProperty("shape")));

    private static ValueList<long> ReadShape(JsonElement json)
    {
        var shape = new List<long>(json.GetArrayLength());
        foreach (var size in json.EnumerateArray())
        {
            shape.Add(size.GetInt64());
        }

        return [.. shape];
    }
}
