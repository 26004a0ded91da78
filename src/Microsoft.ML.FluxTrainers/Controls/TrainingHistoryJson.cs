// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Stores a history as JSON: bounded, in the invariant culture, NaN and the infinities as text.</summary>
internal static class TrainingHistoryJson
{
    /// <summary>What is written at most, and what readers of a model or a snapshot accept: 256 MB, some two million events.</summary>
    public const long MaxBytes = 256 << 20;

    private const int FormatNumber = 1;
    private const int OtherBytes = 1024; // what stands beside events and details
    private const int MaxValues = 20_000_000; // of 256 MB of numbers, JSON would take 2 GB of memory

    private static readonly JsonSerializerOptions _options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
        MaxDepth = 8,
    };

    /// <summary>Writes a history; one that would be too long to be read again without its last events (see <see cref="SavedEvents"/>).</summary>
    public static void Write(Stream stream, TrainingHistory history, long maxBytes = MaxBytes) =>
        JsonSerializer.Serialize(stream, HistoryFile.Of(history, maxBytes), _options);

    /// <summary>Reads a history up to the end of the stream, which has to be bounded.</summary>
    /// <exception cref="InvalidDataException">It is damaged, or has more than 20 million values.</exception>
    public static TrainingHistory Read(Stream stream, int maxValues = MaxValues)
    {
        try
        {
            using var document = JsonDocument.Parse(ReadBytes(stream, maxValues), new() { MaxDepth = _options.MaxDepth });
            return HistoryFile.Read(document.RootElement);
        }
        catch (Exception e) when (e is JsonException or ArgumentException or InvalidOperationException or FormatException)
        {
            throw new InvalidDataException($"The training history is damaged. {e.Message.ReplaceLineEndings(" ")}", e);
        }
    }

    private static ReadOnlyMemory<byte> ReadBytes(Stream stream, int maxValues)
    {
        var content = new MemoryStream();
        stream.CopyTo(content);
        var bytes = content.GetBuffer().AsMemory(0, (int)content.Length);
        return bytes.Span.Count((byte)',') < maxValues
            ? bytes
            : throw new InvalidDataException($"The training history has more than {maxValues} values.");
    }

    private sealed record HistoryFile(
        int Format, string Runner, int Threads, string Device, int Seed, int FitStart, IReadOnlyList<EventEntry> Events, ValidationMeasure? Measure, JsonElement? Details)
    {
        public static HistoryFile Of(TrainingHistory history, long maxBytes)
        {
            var details = TrainingDetailsJson.Write(history.Details, _options);
            var saved = SavedEvents.Of(history, maxBytes - OtherBytes - (details?.GetRawText().Length ?? 0));
            return new(
                FormatNumber,
                history.Runner,
                history.Threads,
                history.Device,
                history.Seed,
                saved.FitStart,
                [.. saved.Events.Select(EventEntry.Of)],
                history.Setup.Measure,
                details);
        }

        public static TrainingHistory Read(JsonElement json)
        {
            var members = new JsonMembers(json, "It");
            var format = members.Take("format").GetInt32();
            if (format != FormatNumber)
            {
                throw new InvalidDataException($"The training history has format {format}; this version reads format {FormatNumber}.");
            }

            var setup = new TrainingSetup(
                members.TakeText("runner"), members.Take("threads").GetInt32(), members.TakeText("device"), members.Take("seed").GetInt32())
            {
                Measure = members.Find("measure") is { } measure ? ReadMeasure(measure) : null,
            };
            var (fitStart, events) = (members.Take("fitStart").GetInt32(), members.Take("events"));
            if (fitStart < 0 || fitStart > events.GetArrayLength())
            {
                throw new InvalidDataException($"The training history has {events.GetArrayLength()} events, {fitStart} of earlier fits.");
            }

            var details = members.Find("details");
            members.End();
            var all = new List<TrainingEvent>(events.GetArrayLength());
            foreach (var one in events.EnumerateArray())
            {
                all.Add(EventEntry.Read(one));
            }

            var recorder = TrainingRecorder.Replay(all, setup, fitStart);
            recorder.Update(_ => TrainingDetailsJson.Read(details, _options));
            return recorder.Snapshot();
        }

        private static ValidationMeasure ReadMeasure(JsonElement json)
        {
            var members = new JsonMembers(json, "The measure");
            var measure = new ValidationMeasure(members.TakeText("name"), members.Take("higherIsBetter").GetBoolean());
            members.End();
            return measure;
        }
    }

    private sealed record EventEntry(TrainingEventKind Kind, int Epoch, double? Value, string? Text, TimeSpan Elapsed)
    {
        public static EventEntry Of(TrainingEvent one)
        {
            var isText = one.Kind is TrainingEventKind.Stop or TrainingEventKind.Note;
            return new(one.Kind, one.Epoch, isText ? null : one.Value, one.Text, one.Elapsed);
        }

        public static TrainingEvent Read(JsonElement json)
        {
            var members = new JsonMembers(json, "An event");
            var (kind, epoch) = (ReadKind(members.TakeText("kind")), members.Take("epoch").GetInt32());
            var elapsed = TimeSpan.ParseExact(members.TakeText("elapsed"), "c", CultureInfo.InvariantCulture);
            var value = members.Find("value") is { } number ? ReadNumber(number) : (double?)null;
            var text = members.FindText("text");
            members.End();
            return (kind, value, text) switch
            {
                (TrainingEventKind.TrainingLoss, { } loss, null) => TrainingEvent.TrainingLoss(epoch, loss, elapsed),
                (TrainingEventKind.ValidationLoss, { } loss, null) => TrainingEvent.ValidationLoss(epoch, loss, elapsed),
                (TrainingEventKind.Metric, { } score, { } name) => TrainingEvent.Metric(epoch, name, score, elapsed),
                (TrainingEventKind.Stop, null, { } reason) => TrainingEvent.Stop(epoch, reason, elapsed),
                (TrainingEventKind.Note, null, { } note) => TrainingEvent.Note(epoch, note, elapsed),
                _ => throw new JsonException($"The {kind} of epoch {epoch} has too few or too many properties."),
            };
        }

        private static TrainingEventKind ReadKind(string name) => name switch
        {
            "trainingLoss" => TrainingEventKind.TrainingLoss,
            "validationLoss" => TrainingEventKind.ValidationLoss,
            "metric" => TrainingEventKind.Metric,
            "stop" => TrainingEventKind.Stop,
            "note" => TrainingEventKind.Note,
            _ => throw new JsonException($"There is no event '{name}'."),
        };

        private static double ReadNumber(JsonElement json) => json.ValueKind == JsonValueKind.Number ? json.GetDouble() : json.GetString() switch
        {
            "NaN" => double.NaN,
            "Infinity" => double.PositiveInfinity,
            "-Infinity" => double.NegativeInfinity,
            var text => throw new JsonException($"'{text}' is no number."),
        };
    }
}
