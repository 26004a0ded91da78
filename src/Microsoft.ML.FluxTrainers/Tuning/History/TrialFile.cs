// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Microsoft.ML.FluxTrainers;

/// <summary>A trial as JSON, without anything that depends on time or on the process that made it.</summary>
internal static class TrialFile
{
    private const int FormatNumber = 1;

    private static readonly JsonSerializerOptions _options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
        MaxDepth = 64,
    };

    public static string Write(TuningTrial trial)
    {
        using var point = JsonDocument.Parse(trial.Point.ToJson());
        return JsonSerializer.Serialize(
            new Content(
                FormatNumber, trial.Id, trial.Candidate, trial.Epochs, point.RootElement, trial.Status, [.. trial.FoldMetrics],
                [.. trial.Checkpoints.Select(one => new Look(one.Fold, one.Epoch, one.Value))], trial.Weights, trial.Error, trial.TimeLimit),
            _options);
    }

    /// <summary>Reads the trial of a plan.</summary>
    /// <returns>The trial; null where the text is of another one, as results of earlier trials made it be chosen.</returns>
    /// <exception cref="InvalidDataException">The text is damaged.</exception>
    public static TuningTrial? Read(string text, TrialPlan plan)
    {
        var content = Parse<Content>(text);
        if (content.Format != FormatNumber)
        {
            throw new InvalidDataException($"It has format {content.Format}; this version reads format {FormatNumber}.");
        }

        if (content.Folds is null || content.Checkpoints is null || content.Point.ValueKind != JsonValueKind.Object)
        {
            throw new InvalidDataException("It is not whole.");
        }

        if ((content.Id, content.Candidate, content.Epochs) != (plan.Id, plan.Candidate, plan.Epochs) || Canonical(content.Point) != plan.Point.ToJson())
        {
            return null;
        }

        if (content.Status == TrialStatus.Completed && !(content.Folds.Length > 0 && content.Folds.All(double.IsFinite)))
        {
            throw new InvalidDataException("It has no metrics.");
        }

        return new TuningTrial
        {
            Id = content.Id,
            Candidate = content.Candidate,
            Epochs = content.Epochs,
            Point = plan.Point,
            Status = content.Status,
            FoldMetrics = content.Folds,
            Checkpoints = content.Checkpoints.Select(one => new TrialCheckpoint(one.Fold, one.Epoch, one.Value)).ToArray(),
            Weights = content.Weights,
            Error = content.Error,
            TimeLimit = content.TimeLimit,
        };
    }

    public static string WriteTimes(TuningTrial trial) => JsonSerializer.Serialize(new Times(trial.Elapsed, trial.TimePerRow), _options);

    public static TuningTrial WithTimes(TuningTrial trial, string text)
    {
        var times = Parse<Times>(text);
        return trial with { Elapsed = times.Elapsed, TimePerRow = times.TimePerRow };
    }

    private static T Parse<T>(string text)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(text, _options) ?? throw new InvalidDataException("It is null.");
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            throw new InvalidDataException($"It is damaged: {e.Message.ReplaceLineEndings(" ")}", e);
        }
    }

    // Without the white space of the file.
    private static string Canonical(JsonElement element)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            element.WriteTo(json);
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private sealed record Content(
        int Format, int Id, int Candidate, int? Epochs, JsonElement Point, TrialStatus Status, double[] Folds, Look[] Checkpoints, long? Weights, string? Error, TimeSpan? TimeLimit);

    private sealed record Look(int Fold, int Epoch, double Value);

    private sealed record Times(TimeSpan? Elapsed, TimeSpan? TimePerRow);
}
