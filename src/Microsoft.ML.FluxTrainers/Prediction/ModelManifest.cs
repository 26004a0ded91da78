// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Text.Json;

namespace Microsoft.ML.FluxTrainers;

/// <summary>What a saved model is, beside its numbers: the content of its manifest.</summary>
/// <param name="Input">The column that it reads.</param>
/// <param name="Target">What it predicts.</param>
/// <param name="Activation">What turns outputs into scores.</param>
/// <param name="BuilderName">The builder as text, for messages.</param>
/// <param name="Builder">The builder's canonical JSON, or null for a type that only the user's code knows.</param>
/// <param name="Stack">The network's canonical JSON, or null where only the builder can make it again.</param>
/// <param name="Tensors">The tensors in the weights section.</param>
internal sealed record ModelManifest(
    InputSpec Input,
    TargetSpec Target,
    OutputActivation Activation,
    string BuilderName,
    string? Builder,
    string? Stack,
    IReadOnlyList<TensorClaim> Tensors)
{
    public static ModelManifest Of(NeuralModel model, IReadOnlyList<NamedTensor> tensors)
    {
        var builder = model.Network.Builder;
        return new ModelManifest(
            model.Input,
            model.Target,
            model.Activation,
            builder.ToString(),
            OptionTypes.Library.Contains(builder.GetType()) ? OptionsJson.Write(builder) : null,
            model.Network.Stack is { } stack ? OptionsJson.Write(stack) : null,
            [.. TensorClaim.Of(tensors)]);
    }

    /// <summary>The builder, or a stand-in with its name where the network's layers are known without it.</summary>
    public NetworkBuilder ToBuilder(NamedOptions names, bool layersKnown)
    {
        if (Builder is null && !layersKnown)
        {
            throw new InvalidDataException(
                $"The model's network was made by {NearestName.Quote(BuilderName)}, which is no builder of this library, and its layers "
                + "could not be stored. Train it again with NetworkBuilder.From(name, shape => …), and register that builder before loading: "
                + "mlContext.FluxTrainers.Register(builder).");
        }

        try
        {
            return Builder is null ? StandIn() : OptionsJson.Read<NetworkBuilder>(Builder, names, what: "The model's builder");
        }
        catch (InvalidDataException) when (layersKnown)
        {
            return StandIn();
        }
    }

    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject("input");
        InputManifest.Write(json, Input);
        json.WriteEndObject();
        json.WriteStartObject("target");
        TargetManifest.Write(json, Target);
        json.WriteEndObject();
        json.WriteString("activation", Activation.ToString());
        json.WriteString("builderName", BuilderName);
        WriteRaw(json, "builder", Builder);
        WriteRaw(json, "network", Stack);
        json.WriteStartArray("tensors");
        foreach (var tensor in Tensors)
        {
            tensor.Write(json);
        }

        json.WriteEndArray();
    }

    public static ModelManifest Read(JsonElement json)
    {
        return new ModelManifest(
            InputManifest.Read(json.GetProperty("input")),
            TargetManifest.Read(json.GetProperty("target")),
            EnumName.Read<OutputActivation>(json.GetProperty("activation").GetString()),
            Guard.NotEmpty(json.GetProperty("builderName").GetString(), "builderName"),
            Raw(json, "builder"),
            Raw(json, "network"),
            [.. json.GetProperty("tensors").EnumerateArray().Select(TensorClaim.Read)]);
    }

    private static void WriteRaw(Utf8JsonWriter json, string name, string? raw)
    {
        json.WritePropertyName(name);
        json.WriteRawValue(raw ?? "null");
    }

    private static string? Raw(JsonElement json, string name) =>
        json.GetProperty(name) is { ValueKind: not JsonValueKind.Null } value ? value.GetRawText() : null;

    private NetworkBuilder StandIn() => NetworkBuilder.From(BuilderName, _ => throw new InvalidOperationException(
        $"The builder '{BuilderName}' is known by name only. Register it: mlContext.FluxTrainers.Register(builder)."));
}
