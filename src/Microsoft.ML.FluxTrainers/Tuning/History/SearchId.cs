// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Microsoft.ML.FluxTrainers;

/// <summary>What tells one search from another: equal where the trials of one are the trials of the other.</summary>
internal static class SearchId
{
    private const int FormatNumber = 1;
    private const int Letters = 32;

    /// <summary>What a search depends on, as JSON.</summary>
    /// <param name="options">The options; times and the selection have no part in trials.</param>
    /// <param name="setting">What the strategy starts from.</param>
    /// <param name="trial">What trials share.</param>
    /// <param name="preparation">What is fitted before them.</param>
    /// <param name="data">The fingerprint of the rows.</param>
    public static string Describe(TuningOptions options, SearchSetting setting, TrialSetting trial, IEstimator<ITransformer>? preparation, string data)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteNumber("format", FormatNumber);
            json.WriteString("data", data);
            json.WriteString("pipeline", trial.Pipeline.Identity);
            json.WriteString("preparation", preparation?.GetType().Name);
            json.WriteNumber("seed", setting.Seed);
            json.WriteString("metric", trial.Metric.Name);
            Write(json, "resampling", options.Resampling);
            Write(json, "columns", trial.Columns);
            Write(json, "pruning", options.Pruning);
            json.WriteString("strategyKind", options.Strategy.GetType().Name);
            Write(json, "strategy", options.Strategy);
            json.WritePropertyName("space");
            json.WriteRawValue(setting.Space.ToJson());
            if (!options.Strategy.BeginsAlike)
            {
                WritePoints(json, options.Strategy.Begin(setting));
                json.WriteString("trials", FormattableString.Invariant($"{setting.Trials}"));
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    /// <summary>The id of a search, fit for the name of a folder.</summary>
    public static string Of(string description) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(description)))[..Letters].ToLowerInvariant();

    private static void Write(Utf8JsonWriter json, string name, object? options)
    {
        json.WritePropertyName(name);
        if (options is null)
        {
            json.WriteNullValue();
            return;
        }

        try
        {
            json.WriteRawValue(OptionsJson.Write(options));
        }
        catch (NotSupportedException)
        {
            json.WriteStringValue(options.ToString()); // code of the user's own is known by its name
        }
    }

    private static void WritePoints(Utf8JsonWriter json, SearchPlan plan)
    {
        json.WriteStartArray("points");
        foreach (var trial in plan.Next([]))
        {
            json.WriteRawValue(trial.Point.ToJson());
        }

        json.WriteEndArray();
    }
}
