// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Text.Json;
using System.Text.Json.Serialization;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Stores what a history knows beside its events, with a format number of its own: a reader that does not know it goes without.</summary>
internal static class TrainingDetailsJson
{
    private const int FormatNumber = 1;
    private const string Format = "format";

    /// <summary>The details, or null where there are none.</summary>
    public static JsonElement? Write(TrainingDetails details, JsonSerializerOptions options) =>
        details == TrainingDetails.None ? null : JsonSerializer.SerializeToElement(DetailsFile.Of(details), options);

    /// <summary>Reads details; those of a newer format are left out.</summary>
    /// <exception cref="JsonException">They are damaged.</exception>
    /// <exception cref="ArgumentException">They are damaged, or there are too many.</exception>
    public static TrainingDetails Read(JsonElement? json, JsonSerializerOptions options)
    {
        if (json is not { ValueKind: JsonValueKind.Object } details)
        {
            return json is null ? TrainingDetails.None : throw new JsonException("The details are no object.");
        }

        return details.TryGetProperty(Format, out var format) && format.ValueKind == JsonValueKind.Number && format.TryGetInt32(out var number)
            ? number > FormatNumber ? TrainingDetails.None : details.Deserialize<DetailsFile>(options)!.ToDetails()
            : throw new JsonException("The details have no format.");
    }

    private static T NotNull<T>(T? entry)
        where T : class => entry ?? throw new JsonException("An entry of the details is null.");

    private sealed record DetailsFile(
        [property: JsonRequired] int Format, int? ComparableFrom, SummaryEntry? Validation, HistogramEntry?[]? Weights, UnitsEntry?[]? DeadUnits)
    {
        public static DetailsFile Of(TrainingDetails details) => new(
            FormatNumber,
            details.ComparableFrom > 0 ? details.ComparableFrom : null,
            details.Validation is { } summary ? SummaryEntry.Of(summary) : null,
            [.. details.Weights.Select(HistogramEntry.Of)],
            [.. details.DeadUnits.Select(UnitsEntry.Of)]);

        public TrainingDetails ToDetails() => new()
        {
            ComparableFrom = ComparableFrom ?? 0,
            Validation = Validation?.ToSummary(),
            Weights = [.. (Weights ?? []).Select(entry => NotNull(entry).ToHistogram())],
            DeadUnits = [.. (DeadUnits ?? []).Select(entry => NotNull(entry).ToUnits())],
        };
    }

    private sealed record SummaryEntry([property: JsonRequired] int Rows, TableEntry?[]? Confusions, NumbersEntry?[]? Numbers)
    {
        public static SummaryEntry Of(ValidationSummary summary) =>
            new(summary.Rows, [.. summary.Confusions.Select(TableEntry.Of)], [.. summary.Numbers.Select(NumbersEntry.Of)]);

        public ValidationSummary ToSummary() => new(
            Rows,
            [.. (Confusions ?? []).Select(entry => NotNull(entry).ToTable())],
            [.. (Numbers ?? []).Select(entry => NotNull(entry).ToNumbers())]);
    }

    private sealed record TableEntry(
        string? Name, [property: JsonRequired] string[] Classes, [property: JsonRequired] int[] Counts, [property: JsonRequired] int ClassCount)
    {
        public static TableEntry Of(ConfusionTable table) => new(table.Name, [.. table.Classes], [.. table.Counts], table.ClassCount);

        public ConfusionTable ToTable() => new(Name, [.. NotNull(Classes).Select(NotNull)], NotNull(Counts), ClassCount);
    }

    private sealed record NumbersEntry(string? Name, [property: JsonRequired] float[] Actual, [property: JsonRequired] float[] Predicted)
    {
        public static NumbersEntry Of(PredictedNumbers numbers) => new(numbers.Name, [.. numbers.Actual], [.. numbers.Predicted]);

        public PredictedNumbers ToNumbers() => new(Name, NotNull(Actual), NotNull(Predicted));
    }

    private sealed record HistogramEntry(
        [property: JsonRequired] string Name,
        [property: JsonRequired] int Epoch,
        [property: JsonRequired] double Low,
        [property: JsonRequired] double High,
        [property: JsonRequired] int[] Counts,
        double? UpdateRatio,
        double? GradientNorm)
    {
        public static HistogramEntry Of(WeightHistogram one) =>
            new(one.Name, one.Epoch, one.Low, one.High, [.. one.Counts], one.UpdateRatio, one.GradientNorm);

        public WeightHistogram ToHistogram() => new(Name, Epoch, Low, High, NotNull(Counts)) { UpdateRatio = UpdateRatio, GradientNorm = GradientNorm };
    }

    private sealed record UnitsEntry(
        [property: JsonRequired] string Layer,
        [property: JsonRequired] int Epoch,
        [property: JsonRequired] int Dead,
        [property: JsonRequired] int Units,
        [property: JsonRequired] int Rows)
    {
        public static UnitsEntry Of(DeadUnits one) => new(one.Layer, one.Epoch, one.Dead, one.Units, one.Rows);

        public DeadUnits ToUnits() => new(Layer, Epoch, Dead, Units, Rows);
    }
}
