// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Text.Json;

namespace Microsoft.ML.FluxTrainers;

/// <summary>What a saved model is, beside its numbers: the content of its manifest.</summary>
/// <param name="Input">The column that it reads.</param>
/// <param name="ClassCount">The number of classes.</param>
/// <param name="LabelType">The name of the type of the label's values, or null where it has none.</param>
/// <param name="LabelTexts">The label's values as texts.</param>
/// <param name="Activation">What turns outputs into scores.</param>
/// <param name="BuilderName">The builder as text, for messages.</param>
/// <param name="Builder">The builder's canonical JSON, or null for a type that only the user's code knows.</param>
/// <param name="Stack">The network's canonical JSON, or null where only the builder can make it again.</param>
/// <param name="Tensors">The tensors in the weights section.</param>
internal sealed record ModelManifest(
    VectorInput Input,
    int ClassCount,
    string? LabelType,
    IReadOnlyList<string> LabelTexts,
    OutputActivation Activation,
    string BuilderName,
    string? Builder,
    string? Stack,
    IReadOnlyList<TensorClaim> Tensors)
{
    public static ModelManifest Of(NeuralModel model, IReadOnlyList<NamedTensor> tensors)
    {
        var target = (ClassTarget)model.Target;
        var labelType = target.Values is { } values ? LabelValueTypes.Of(values.ItemType) : null;
        var builder = model.Network.Builder;
        return new ModelManifest(
            model.Input,
            target.Count,
            labelType?.Name,
            target.Values?.Texts ?? [],
            model.Activation,
            builder.ToString(),
            OptionTypes.Library.Contains(builder.GetType()) ? OptionsJson.Write(builder) : null,
            model.Network.Stack is { } stack ? OptionsJson.Write(stack) : null,
            [.. TensorClaim.Of(tensors)]);
    }

    public ClassTarget ToTarget()
    {
        var values = LabelType is null
            ? null
            : (LabelValueTypes.Named(LabelType) ?? throw Damaged($"it has labels of the unknown type {NearestName.Quote(LabelType)}")).Parse(LabelTexts);
        return ClassCount > 0 && (values is null || values.Count == ClassCount)
            ? new ClassTarget(ClassCount, values)
            : throw Damaged($"it has {ClassCount} classes and {LabelTexts.Count} labels");
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
            return Builder is null ? StandIn() : OptionsJson.Read<NetworkBuilder>(Builder, names);
        }
        catch (InvalidDataException) when (layersKnown)
        {
            return StandIn();
        }
    }

    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject("input");
        json.WriteString("column", Input.ColumnName);
        json.WriteNumber("width", Input.Width);
        json.WriteBoolean("vector", Input.IsVector);
        json.WriteEndObject();
        json.WriteStartObject("target");
        json.WriteString("kind", "classes");
        json.WriteNumber("count", ClassCount);
        json.WriteString("labelType", LabelType);
        json.WriteStartArray("labels");
        foreach (var text in LabelTexts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
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
        var input = json.GetProperty("input");
        var target = json.GetProperty("target");
        return target.GetProperty("kind").GetString() == "classes"
            ? new ModelManifest(
                new VectorInput(
                    Guard.NotEmpty(input.GetProperty("column").GetString(), "column"),
                    Guard.Positive(input.GetProperty("width").GetInt32(), "width"),
                    input.GetProperty("vector").GetBoolean()),
                target.GetProperty("count").GetInt32(),
                target.GetProperty("labelType").GetString(),
                [.. target.GetProperty("labels").EnumerateArray().Select(text => Guard.NotNull(text.GetString(), "label"))],
                Guard.Defined(Enum.Parse<OutputActivation>(json.GetProperty("activation").GetString()!)),
                Guard.NotEmpty(json.GetProperty("builderName").GetString(), "builderName"),
                Raw(json, "builder"),
                Raw(json, "network"),
                [.. json.GetProperty("tensors").EnumerateArray().Select(TensorClaim.Read)])
            : throw Damaged("it predicts something of an unknown kind");
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

    private static InvalidDataException Damaged(string what) => new($"The model is damaged: {what}.");
}
