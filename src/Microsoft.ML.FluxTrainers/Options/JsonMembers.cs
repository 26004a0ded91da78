// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Text.Json;

namespace Microsoft.ML.FluxTrainers;

/// <summary>The members of a JSON object that are known, one after the other; others, and one that stands twice, are an error.</summary>
/// <remarks>.NET's serializer does the same for a record, but has to look at its type and to compile code for it first: a third of the time in which a small model is loaded.</remarks>
/// <param name="json">The object; anything else is an error, too.</param>
/// <param name="what">What messages call it.</param>
internal sealed class JsonMembers(JsonElement json, string what)
{
    private readonly JsonElement _json = json.ValueKind == JsonValueKind.Object ? json : throw new JsonException($"{what} is no object.");
    private int _taken;

    /// <summary>A member that must be there.</summary>
    /// <exception cref="JsonException">It is missing.</exception>
    public JsonElement Take(string name) => Find(name) ?? throw new JsonException($"{what} has no '{name}'.");

    /// <summary>A member, or null where it is missing or null.</summary>
    public JsonElement? Find(string name)
    {
        if (!_json.TryGetProperty(name, out var value))
        {
            return null;
        }

        _taken++;
        return value.ValueKind == JsonValueKind.Null ? null : value;
    }

    /// <summary>A text that must be there.</summary>
    /// <exception cref="JsonException">It is missing.</exception>
    /// <exception cref="InvalidOperationException">It is no text, or none in Unicode.</exception>
    public string TakeText(string name) => Take(name).GetString()!;

    /// <summary>A text, or null where it is missing or null.</summary>
    /// <exception cref="InvalidOperationException">It is no text, or none in Unicode.</exception>
    public string? FindText(string name) => Find(name)?.GetString();

    /// <summary>Makes sure that nothing is left.</summary>
    /// <exception cref="JsonException">There are other members, or one stands twice.</exception>
    public void End()
    {
        var count = 0;
        foreach (var member in _json.EnumerateObject())
        {
            count++;
        }

        if (count != _taken)
        {
            throw new JsonException($"{what} has {count} members, of which {_taken} are known.");
        }
    }
}
