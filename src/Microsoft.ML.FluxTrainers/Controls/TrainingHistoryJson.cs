// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Text.Json;
using System.Text.Json.Serialization;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Stores a history as JSON: bounded, in the invariant culture, NaN and the infinities as text.</summary>
internal static class TrainingHistoryJson
{
    private const int FormatNumber = 1;
    private const int MaxBytes = 64 << 20;
    private const int MaxEvents = 10_000_000;

    private static readonly JsonSerializerOptions _options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
        MaxDepth = 8,
    };

    public static void Write(Stream stream, TrainingHistory history) =>
        JsonSerializer.Serialize(stream, HistoryFile.Of(history), _options);

    /// <summary>Reads a history up to the end of the stream.</summary>
    /// <exception cref="InvalidDataException">It is damaged, larger than 64 MB, or has more than 10 million events.</exception>
    public static TrainingHistory Read(Stream stream, int maxBytes = MaxBytes, int maxEvents = MaxEvents)
    {
        try
        {
            var bytes = ReadBytes(stream, maxBytes);
            return JsonSerializer.Deserialize<HistoryFile>(bytes, _options) is { } file
                ? file.ToHistory(maxEvents)
                : throw new InvalidDataException("The training history is null.");
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            throw new InvalidDataException($"The training history is damaged. {e.Message.ReplaceLineEndings(" ")}", e);
        }
    }

    private static ReadOnlySpan<byte> ReadBytes(Stream stream, int maxBytes)
    {
        var bytes = new MemoryStream();
        var chunk = new byte[81_920];
        for (var read = stream.Read(chunk); read > 0; read = stream.Read(chunk))
        {
            if (bytes.Length + read > maxBytes)
            {
                throw new InvalidDataException($"The training history is larger than {maxBytes} bytes.");
            }

            bytes.Write(chunk, 0, read);
        }

        return bytes.GetBuffer().AsSpan(0, (int)bytes.Length);
    }

    private sealed record HistoryFile(
        [property: JsonRequired] int Format,
        [property: JsonRequired] string Runner,
        [property: JsonRequired] int Threads,
        [property: JsonRequired] string Device,
        [property: JsonRequired] int Seed,
        [property: JsonRequired] int FitStart,
        [property: JsonRequired] IReadOnlyList<EventEntry?> Events,
        ValidationMeasure? Measure,
        JsonElement? Details)
    {
        public static HistoryFile Of(TrainingHistory history) => new(
            FormatNumber,
            history.Runner,
            history.Threads,
            history.Device,
            history.Seed,
            history.FitStart.Events,
            [.. history.Events.Select(EventEntry.Of)],
            history.Setup.Measure,
            TrainingDetailsJson.Write(history.Details, _options));

        public TrainingHistory ToHistory(int maxEvents)
        {
            if (Format != FormatNumber)
            {
                throw new InvalidDataException($"The training history has format {Format}; this version reads format {FormatNumber}.");
            }

            if (Events is null || Events.Count > maxEvents || FitStart < 0 || FitStart > Events.Count)
            {
                throw new InvalidDataException(
                    $"The training history has {Events?.Count ?? 0} events (at most {maxEvents}), {FitStart} of earlier fits.");
            }

            var events = Events.Select(entry => entry?.ToEvent() ?? throw new JsonException("An event is null."));
            var recorder = TrainingRecorder.Replay([.. events], new(Runner, Threads, Device, Seed) { Measure = Measure }, FitStart);
            recorder.Update(_ => TrainingDetailsJson.Read(Details, _options));
            return recorder.Snapshot();
        }
    }

    private sealed record EventEntry(
        [property: JsonRequired] TrainingEventKind Kind,
        [property: JsonRequired] int Epoch,
        double? Value,
        string? Text,
        [property: JsonRequired] TimeSpan Elapsed)
    {
        public static EventEntry Of(TrainingEvent one)
        {
            var isText = one.Kind is TrainingEventKind.Stop or TrainingEventKind.Note;
            return new(one.Kind, one.Epoch, isText ? null : one.Value, one.Text, one.Elapsed);
        }

        public TrainingEvent ToEvent() => (Kind, Value, Text) switch
        {
            (TrainingEventKind.TrainingLoss, { } loss, null) => TrainingEvent.TrainingLoss(Epoch, loss, Elapsed),
            (TrainingEventKind.ValidationLoss, { } loss, null) => TrainingEvent.ValidationLoss(Epoch, loss, Elapsed),
            (TrainingEventKind.Metric, { } value, { } name) => TrainingEvent.Metric(Epoch, name, value, Elapsed),
            (TrainingEventKind.Stop, null, { } reason) => TrainingEvent.Stop(Epoch, reason, Elapsed),
            (TrainingEventKind.Note, null, { } text) => TrainingEvent.Note(Epoch, text, Elapsed),
            _ => throw new JsonException($"The {Kind} of epoch {Epoch} has too few or too many properties."),
        };
    }
}
