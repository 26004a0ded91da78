// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Reads sections within a limit, with one kind of error for whatever is wrong with them.</summary>
internal static class SectionReading
{
    /// <summary>Reads a section that every model has.</summary>
    /// <exception cref="InvalidDataException">The section is absent, damaged or larger than the limit.</exception>
    public static T Read<T>(this ISectionReader sections, string name, long limit, Func<Stream, T> read) =>
        sections.TryRead(name, limit, read, out var value)
            ? value
            : throw new InvalidDataException(
                $"The model has no section '{name}': it is damaged, or was not saved by FluxTrainers.");

    /// <summary>Reads a section that a model may have.</summary>
    /// <returns>Whether the model has it.</returns>
    /// <exception cref="InvalidDataException">The section is damaged or larger than the limit.</exception>
    public static bool TryRead<T>(
        this ISectionReader sections, string name, long limit, Func<Stream, T> read, [MaybeNullWhen(false)] out T value)
    {
        var what = $"Section '{name}' of the model";
        var result = default(T);
        var found = false;
        try
        {
            found = sections.TryRead(name, stream => result = read(new BoundedStream(stream, limit, what)));
        }
        catch (Exception error) when (IsDamage(error))
        {
            throw new InvalidDataException($"{what} is damaged: {error.Message}", error);
        }

        value = result;
        return found;
    }

    /// <summary>What code that turns content into objects throws when the content makes no sense.</summary>
    public static bool IsDamage(Exception error) =>
        error is JsonException or FormatException or OverflowException or ArgumentException or KeyNotFoundException
            or EndOfStreamException
        || (error is InvalidOperationException and not ObjectDisposedException);
}
