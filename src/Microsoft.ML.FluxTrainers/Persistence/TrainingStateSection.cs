// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Text.Json;

namespace Microsoft.ML.FluxTrainers;

/// <summary>The sections that a later fit goes on from: facts as JSON, numbers as safetensors.</summary>
internal static class TrainingStateSection
{
    private const string Last = "last";
    private const string Best = "best";
    private const string Average = "average";
    private const string Parameters = ".parameters";
    private const string Buffers = ".buffers";
    private const string VectorPrefix = "optimizer.";

    /// <summary>The vectors that an optimizer may keep: the most that L-BFGS does with a long memory.</summary>
    private const int MostVectors = 1024;

    public static void WriteTrainingState(this ISectionWriter sections, TrainingState state)
    {
        sections.WriteJson(SectionNames.TrainingFacts, SectionLimits.Manifest, json => Write(json, state));
        sections.Write(SectionNames.TrainingTensors, stream => WeightsSection.Write(stream, [.. Tensors(state)]));
    }

    /// <summary>Reads the state that a model may have.</summary>
    /// <param name="sections">The model.</param>
    /// <param name="numbers">How many numbers the network has: the most that a vector has.</param>
    /// <exception cref="InvalidDataException">A section is damaged.</exception>
    public static TrainingState? ReadTrainingState(this ISectionReader sections, long numbers)
    {
        if (!sections.TryReadJson(SectionNames.TrainingFacts, SectionLimits.Manifest, json => (Json: json, Vectors: ReadVectors(json)), out var read))
        {
            return null;
        }

        var (facts, vectors) = read;
        var limit = sizeof(long) + Safetensors.MaxHeaderBytes
            + ((3L + vectors.Count) * numbers * sizeof(float)) + (2 * numbers * sizeof(double));
        return sections.Read(SectionNames.TrainingTensors, limit, stream =>
            Read(facts, vectors, WeightsSection.Read(stream, limit).ToDictionary(tensor => tensor.Name)));
    }

    private static void Write(Utf8JsonWriter json, TrainingState state)
    {
        json.WriteStartObject();
        Write(json, "options", state.Options);
        json.WriteString("rows", state.Rows);
        if (state.ValidationRows is { } validation)
        {
            json.WriteString("validationRows", validation);
        }

        json.WriteNumber("epoch", state.Epoch);
        json.WriteNumber("bestEpoch", state.BestEpoch);
        json.WriteNumber("bestLoss", BitConverter.DoubleToInt64Bits(state.BestLoss));
        json.WriteBoolean("hasBest", state.Best is not null);
        if (state.Average is not null)
        {
            json.WriteNumber("averageCount", state.AverageCount);
        }

        json.WriteString("optimizer", state.Optimizer);
        json.WriteNumber("steps", state.Steps);
        json.WriteStartObject("counters");
        foreach (var (name, value) in state.Counters)
        {
            json.WriteNumber(name, BitConverter.DoubleToInt64Bits(value)); // bits: also those that JSON has no word for
        }

        json.WriteEndObject();
        json.WriteStartArray("vectors");
        foreach (var name in state.Vectors.Keys)
        {
            json.WriteStringValue(name);
        }

        json.WriteEndArray();
        Write(json, "streams", state.Streams);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, IReadOnlyDictionary<string, string> texts)
    {
        json.WriteStartObject(name);
        foreach (var (key, text) in texts)
        {
            json.WriteString(key, text);
        }

        json.WriteEndObject();
    }

    private static IEnumerable<NamedTensor> Tensors(TrainingState state) =>
        [
            .. Of(Last, state.Last),
            .. state.Best is { } best ? Of(Best, best) : [],
            .. state.Average is { } mean ? new[] { NamedTensor.FromFloats(Average + Parameters, [mean.Length], mean) } : [],
            .. state.Vectors.Select(vector => NamedTensor.FromFloats(VectorPrefix + vector.Key, [vector.Value.Length], vector.Value)),
        ];

    private static IEnumerable<NamedTensor> Of(string name, WeightsCopy weights) =>
        [
            NamedTensor.FromFloats(name + Parameters, [weights.Parameters.Length], weights.Parameters),
            NamedTensor.FromDoubles(name + Buffers, [weights.Buffers.Length], weights.Buffers),
        ];

    private static List<string> ReadVectors(JsonElement facts)
    {
        var names = facts.GetProperty("vectors").EnumerateArray().Select(name => Guard.NotNull(name.GetString(), "vector")).ToList();
        return names.Count <= MostVectors
            ? names
            : throw DamagedModel.Because($"its training state lists {names.Count} vectors, but {MostVectors} are the most");
    }

    private static TrainingState Read(JsonElement facts, List<string> vectors, Dictionary<string, NamedTensor> tensors)
    {
        var parameters = Length(tensors[Last + Parameters]);
        var buffers = Length(tensors[Last + Buffers]);
        float[] Floats(string name) => OfLength(tensors[name].ToFloats(), name, parameters);
        WeightsCopy Weights(string name) => new(
            Floats(name + Parameters), OfLength(tensors[name + Buffers].ToDoubles(), name + Buffers, buffers));
        var hasAverage = facts.TryGetProperty("averageCount", out var averageCount);
        return new TrainingState
        {
            Options = Texts(facts.GetProperty("options")),
            Rows = Guard.NotEmpty(facts.GetProperty("rows").GetString(), "rows"),
            ValidationRows = facts.TryGetProperty("validationRows", out var validation) ? Guard.NotEmpty(validation.GetString(), "validationRows") : null,
            Epoch = Guard.NotNegative(facts.GetProperty("epoch").GetInt32(), "epoch"),
            Last = Weights(Last),
            Best = facts.GetProperty("hasBest").GetBoolean() ? Weights(Best) : null,
            BestEpoch = Guard.NotNegative(facts.GetProperty("bestEpoch").GetInt32(), "bestEpoch"),
            BestLoss = BitConverter.Int64BitsToDouble(facts.GetProperty("bestLoss").GetInt64()),
            Average = hasAverage ? Floats(Average + Parameters) : null,
            AverageCount = hasAverage ? averageCount.GetInt64() : 0,
            Optimizer = Guard.NotEmpty(facts.GetProperty("optimizer").GetString(), "optimizer"),
            Steps = facts.GetProperty("steps").GetInt64(),
            Counters = facts.GetProperty("counters").EnumerateObject().ToDictionary(
                counter => counter.Name, counter => BitConverter.Int64BitsToDouble(counter.Value.GetInt64())),
            Vectors = vectors.ToDictionary(name => name, name => Floats(VectorPrefix + name)),
            Streams = Texts(facts.GetProperty("streams")),
        };
    }

    private static Dictionary<string, string> Texts(JsonElement json) =>
        json.EnumerateObject().ToDictionary(text => text.Name, text => Guard.NotNull(text.Value.GetString(), text.Name));

    private static long Length(NamedTensor tensor) =>
        tensor.Shape is [var length] ? length : throw DamagedModel.Because($"'{tensor.Name}' of shape {tensor.Shape} is no list of numbers");

    private static T[] OfLength<T>(T[] values, string name, long length) => values.Length == length
        ? values
        : throw DamagedModel.Because($"'{name}' has {values.Length} numbers where {length} are needed");
}
