// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Saves and loads a model: a manifest, the weights and the history (docs/model-format.md).</summary>
internal static class ModelFile
{
    private const string DamagedNetwork = "The model is damaged: its weights do not fit its network.";

    public static void Write(ISectionWriter sections, NeuralModel model)
    {
        var tensors = ModelTensors.Of(model);
        sections.WriteManifest(json => ModelManifest.Of(model, tensors).Write(json));
        sections.WriteWeights(tensors);
        sections.Write(SectionNames.History, stream => TrainingHistoryJson.Write(stream, model.History));
    }

    /// <summary>Reads a model. No native library is touched: the network's module is made when it is first needed.</summary>
    /// <param name="sections">The model's sections.</param>
    /// <param name="names">The builders registered by name.</param>
    /// <exception cref="InvalidDataException">The content is damaged, of a newer version, or needs a builder that is not
    /// registered.</exception>
    public static NeuralModel Read(ISectionReader sections, NamedOptions names)
    {
        var manifest = sections.ReadManifest(ModelManifest.Read);
        var tensors = sections.ReadWeights(SectionLimits.Weights(manifest.Tensors.Select(tensor => (tensor.Type, tensor.Shape))));
        Check(manifest, tensors);
        var history = sections.Read(SectionNames.History, SectionLimits.History, stream => TrainingHistoryJson.Read(stream));
        var target = manifest.ToTarget();
        var stack = manifest.Stack is { } data ? OptionsJson.Read<LayerStack>(data, names) : null;
        var network = new TrainedNetwork(
            manifest.ToBuilder(names, stack is not null),
            new NetworkShape(manifest.Input.Width, target.Outputs),
            stack,
            ModelTensors.Network(tensors));
        if (stack is not null && !network.State.Fits(stack))
        {
            throw new InvalidDataException(DamagedNetwork);
        }

        var scaling = ModelTensors.Scaling(tensors, manifest.Input.Width);
        return new NeuralModel(network, manifest.Input, scaling, target, manifest.Activation, history);
    }

    private static void Check(ModelManifest manifest, IReadOnlyList<NamedTensor> tensors)
    {
        var found = tensors.ToDictionary(tensor => tensor.Name);
        var complete = found.Count == manifest.Tensors.Count && manifest.Tensors.All(tensor =>
            found.TryGetValue(tensor.Name, out var other) && other.Type == tensor.Type && other.Shape.Equals(tensor.Shape));
        if (!complete)
        {
            throw new InvalidDataException("The model is damaged: its weights are not those that its manifest lists.");
        }
    }
}
