// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Saves and loads a model: a manifest, the weights and the history (docs/model-format.md).</summary>
internal static class ModelFile
{
    public static void Write(ISectionWriter sections, NeuralModel model)
    {
        NamedTensor[] tensors = [.. ModelTensors.Of(model), .. ModelTensors.Names(model.Target)];
        sections.WriteManifest(json => ModelManifest.Of(model, tensors).Write(json));
        sections.WriteWeights(tensors);
        sections.Write(SectionNames.History, stream => TrainingHistoryJson.Write(stream, model.History));
        if (model is { SavesState: true, State: { } state })
        {
            sections.WriteTrainingState(state);
        }
    }

    /// <summary>Reads a model. No native library is touched: the network's module is made when it is first needed.</summary>
    /// <param name="sections">The model's sections.</param>
    /// <param name="names">The builders registered by name.</param>
    /// <exception cref="InvalidDataException">The content is damaged, of a newer version, or needs a builder that is not
    /// registered.</exception>
    public static NeuralModel Read(ISectionReader sections, NamedOptions names)
    {
        // All that the manifest says is checked against itself before the weights are read: they may be large.
        var content = sections.ReadManifest(json => ModelContent.Of(ModelManifest.Read(json), names));
        var claims = content.Manifest.Tensors;
        var limit = SectionLimits.Weights(claims);
        CheckMemory(limit);
        var tensors = sections.ReadWeights(limit);
        if (!TensorClaim.Of(tensors).ToHashSet().SetEquals(claims))
        {
            throw DamagedModel.Because("its weights are not those that its manifest lists");
        }

        var history = sections.Read(SectionNames.History, SectionLimits.History, stream => TrainingHistoryJson.Read(stream));
        var input = content.Manifest.Input is TableInput table ? LevelTensors.Read(table, tensors) : content.Manifest.Input;
        var network = new TrainedNetwork(
            content.Builder,
            input.Shape(content.Manifest.Target.Outputs),
            content.Stack,
            ModelTensors.Network(tensors));
        var target = ModelTensors.Scaled(ModelTensors.Named(content.Manifest.Target, tensors), tensors);
        input = input.IsScaled ? input with { Scaling = ModelTensors.Scaling(tensors, input.Width) } : input;
        var state = sections.ReadTrainingState(network.State.Tensors.Sum(tensor => tensor.Values.LongLength));
        return new NeuralModel(network, input, target, content.Manifest.Activation, history) { State = state, SavesState = state is not null };
    }

    private static void CheckMemory(long bytes)
    {
        var available = MemoryNeed.Available;
        if (bytes > available)
        {
            throw new InvalidDataException(FormattableString.Invariant(
                $"The model's manifest lists weights of {bytes / 1e9:G3} GB, but this process may have {available / 1e9:G3} GB: the model is damaged, or too large for this machine."));
        }
    }
}
