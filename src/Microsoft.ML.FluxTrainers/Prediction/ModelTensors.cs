// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>The numbers of a model as named tensors: what its weights file holds.</summary>
internal static class ModelTensors
{
    private const string NetworkPrefix = WeightsSection.NetworkPrefix;
    private const string Offset = "input.offset";
    private const string Scale = "input.scale";
    private const string Fill = "input.fill";
    private const string TargetScaling = "target.scaling";
    private const string TargetNames = "target.names";
    private const string NamesMisfit = "the names of what it predicts do not fit it";

    /// <summary>The network's parameters and buffers, and how its input is scaled.</summary>
    public static IReadOnlyList<NamedTensor> Of(NeuralModel model)
    {
        var tensors = new List<NamedTensor>();
        if (model.Input.Scaling is { } scaling)
        {
            tensors.AddRange([Input(Offset, scaling.Offset), Input(Scale, scaling.Scale)]);
            tensors.AddRange(scaling.Fill is { } fill ? [Input(Fill, fill)] : []);
        }

        tensors.AddRange(model.Input is TableInput table ? LevelTensors.Of(table) : []);
        if (model.Target.Scaling is { Length: > 0 } target)
        {
            tensors.Add(Input(TargetScaling, target));
        }

        tensors.AddRange(model.Network.State.Tensors.Select(tensor => tensor.Values is long[] numbers
            ? NamedTensor.FromInt64s(NetworkPrefix + tensor.Name, tensor.Shape, numbers)
            : NamedTensor.FromFloats(NetworkPrefix + tensor.Name, tensor.Shape, (float[])tensor.Values)));
        return tensors;
    }

    /// <summary>The names of what a model predicts; none where it has none.</summary>
    public static IEnumerable<NamedTensor> Names(TargetSpec target) =>
        target.StoredNames is { } names ? TextTensors.Of(TargetNames, names) : [];

    /// <summary>Whether a tensor of that name is a parameter or buffer of the network.</summary>
    public static bool IsOfNetwork(string name) => name.StartsWith(NetworkPrefix, StringComparison.Ordinal);

    /// <summary>The parameters and buffers that a network of these layers has in a file.</summary>
    public static IEnumerable<TensorClaim> Claims(LayerStack stack) => stack.Parameters.Concat(stack.Buffers)
        .Select(slot => new TensorClaim(NetworkPrefix + slot.Name, TensorType.F32, [.. slot.Shape.Select(size => (long)size)]))
        .Concat(stack.Counters.Select(name => new TensorClaim(NetworkPrefix + name, TensorType.I64, [])));

    /// <summary>The parameters and buffers of a network among the tensors of a file.</summary>
    public static NetworkState Network(IReadOnlyList<NamedTensor> tensors) => new([.. tensors
        .Where(tensor => IsOfNetwork(tensor.Name))
        .Select(tensor => new StateTensor(
            tensor.Name[NetworkPrefix.Length..],
            tensor.Shape,
            tensor.Type == TensorType.I64 ? tensor.ToInt64s() : tensor.ToFloats()))]);

    /// <summary>The scaling of the input among the tensors of a file.</summary>
    public static InputScaling Scaling(IReadOnlyList<NamedTensor> tensors, int width) => new(
        Input(tensors, Offset, width) ?? throw DamagedModel.Lacks(Offset),
        Input(tensors, Scale, width) ?? throw DamagedModel.Lacks(Scale),
        Input(tensors, Fill, width));

    /// <summary>A target with the names among the tensors of a file; as it is where it has none, or has them already.</summary>
    /// <exception cref="InvalidDataException">They do not fit it.</exception>
    public static TargetSpec Named(TargetSpec target, IReadOnlyList<NamedTensor> tensors)
    {
        if (target.StoredNames is not { Count: 0 })
        {
            return target;
        }

        var names = TextTensors.Read(TargetNames, tensors) ?? throw DamagedModel.Because(NamesMisfit);
        try
        {
            return TargetManifest.Named(target, names);
        }
        catch (Exception error) when (SectionReading.IsDamage(error))
        {
            throw DamagedModel.Because(NamesMisfit, error); // no values of the label's type
        }
    }

    /// <summary>A target with the scaling among the tensors of a file; as it is where it has none.</summary>
    public static TargetSpec Scaled(TargetSpec target, IReadOnlyList<NamedTensor> tensors) => target.Scaling.Length == 0
        ? target
        : target.WithScaling(Input(tensors, TargetScaling, target.Scaling.Length) ?? throw DamagedModel.Lacks(TargetScaling));

    private static NamedTensor Input(string name, float[] values) => NamedTensor.FromFloats(name, [values.Length], values);

    private static float[]? Input(IReadOnlyList<NamedTensor> tensors, string name, int width)
    {
        var values = tensors.FirstOrDefault(tensor => tensor.Name == name)?.ToFloats();
        return values is null || values.Length == width
            ? values
            : throw DamagedModel.Because($"'{name}' has {values.Length} numbers where {width} are needed");
    }
}
