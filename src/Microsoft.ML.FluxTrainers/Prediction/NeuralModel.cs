// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using TorchSharp;

namespace Microsoft.ML.FluxTrainers;

/// <summary>A trained network and what belongs to it: how its input is scaled and what its outputs mean.</summary>
/// <threadsafety>Immutable: many threads may use it at once.</threadsafety>
public sealed class NeuralModel
{
    private readonly Lazy<IReadOnlyDictionary<string, CategoryEmbedding>> _embeddings;

    internal NeuralModel(
        TrainedNetwork network,
        InputSpec input,
        TargetSpec target,
        OutputActivation activation,
        TrainingHistory history)
    {
        (Network, Input, Target) = (network, input, target);
        (Activation, History) = (activation, history);
        _embeddings = new(() => CategoryEmbedding.Of(network, input));
    }

    /// <summary>What happened while the network was trained.</summary>
    public TrainingHistory History { get; }

    /// <summary>How many numbers the network reads, a category being one.</summary>
    public int FeatureCount => Network.Shape.Inputs;

    /// <summary>The classes in the order of the scores, as texts. Where the label has no values: their numbers from 0. Empty
    /// where the model does not choose from several classes.</summary>
    public IReadOnlyList<string> ClassNames => (Target as ClassTarget)?.Names ?? [];

    /// <summary>What the numbers or labels are called, in the order of the scores, where the model predicts several; where the data
    /// does not name them: their numbers from 0. Else empty.</summary>
    public IReadOnlyList<string> TargetNames => Target.TargetNames;

    /// <summary>The mean that is subtracted from each feature before the network sees it; zeros where nothing is, none for images.</summary>
    public IReadOnlyList<float> FeatureOffsets => Input.Scaling is { } scaling ? Array.AsReadOnly(scaling.Offset) : [];

    /// <summary>What each feature is multiplied by after that; ones where nothing is, none for images.</summary>
    public IReadOnlyList<float> FeatureScales => Input.Scaling is { } scaling ? Array.AsReadOnly(scaling.Scale) : [];

    /// <summary>How the pixels of an image are scaled, with a mean and a deviation for each channel; null where the input is no image.</summary>
    public ImageNormalization? ImageNormalization => (Input as ImageInput)?.Normalization;

    /// <summary>The columns that the network reads, what they hold, and the levels of the categories.</summary>
    public IReadOnlyList<InputColumn> Inputs => Input.Inputs;

    /// <summary>The trained vectors of the categories, by column; none where there are no categorical columns.</summary>
    public IReadOnlyDictionary<string, CategoryEmbedding> Embeddings => _embeddings.Value;

    /// <summary>Whether a fit can go on from this model: <c>Fit(data, previous: transformer)</c>.</summary>
    public bool HasTrainingState => State is not null;

    /// <summary>How many numbers were trained, or could have been.</summary>
    internal long WeightCount => Network.Stack?.ParameterCount ?? Network.State.Tensors.Sum(tensor => (long)((tensor.Values as float[])?.Length ?? 0));

    internal TrainedNetwork Network { get; }

    internal InputSpec Input { get; }

    internal TargetSpec Target { get; }

    internal OutputActivation Activation { get; }

    /// <summary>What a later fit goes on from, or null.</summary>
    internal TrainingState? State { get; init; }

    /// <summary>Whether <see cref="State"/> is saved with the model.</summary>
    internal bool SavesState { get; init; }

    /// <summary>The same model without <see cref="State"/>.</summary>
    internal NeuralModel Trimmed() => new(Network, Input, Target, Activation, History);

    /// <summary>The same model with another target.</summary>
    internal NeuralModel With(TargetSpec target) => new(Network, Input, target, Activation, History) { State = State, SavesState = SavesState };

    /// <summary>A copy of the network as a TorchSharp module, in evaluation mode, on the CPU.</summary>
    /// <returns>From scaled features, float32 <c>[rows, FeatureCount]</c>, for images <c>[rows, channels, height, width]</c>, to raw outputs <c>[rows, outputs]</c>, before
    /// the output activation (softmax). The caller disposes it.</returns>
    public torch.nn.Module<torch.Tensor, torch.Tensor> CreateModule()
    {
        TorchNative.EnsureLoaded();
        return Network.CreateModule();
    }

    /// <summary>A table of the network's layers, their output shapes and their numbers of parameters.</summary>
    public string Summary() => Network.Summary();

    /// <summary>Writes the weights alone, in safetensors layout: for any other program that reads it.</summary>
    /// <param name="stream">Receives the file's content.</param>
    public void SaveWeights(Stream stream) => WeightsSection.Write(Guard.NotNull(stream, nameof(stream)), ModelTensors.Of(this));
}
