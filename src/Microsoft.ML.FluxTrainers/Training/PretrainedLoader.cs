// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Globalization;
using System.Text;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Loads <see cref="PretrainedWeights"/> into a network.</summary>
internal sealed class PretrainedLoader
{
    private const int MostNames = 5;
    private readonly PretrainedWeights _options;
    private readonly InitialNetwork _network;
    private readonly Dictionary<string, NamedTensor> _file;
    private readonly NetworkState _state;

    private PretrainedLoader(PretrainedWeights options, InitialNetwork network)
    {
        (_options, _network, _state) = (options, network, network.State());
        _file = Read(options).ToDictionary(tensor => tensor.Name, StringComparer.Ordinal);
    }

    /// <summary>Loads all that fits.</summary>
    /// <returns>What was loaded and what was not, in sentences for the log.</returns>
    /// <exception cref="FileNotFoundException">The file is not there.</exception>
    /// <exception cref="InvalidDataException">The file is damaged, or a tensor has numbers of another kind.</exception>
    /// <exception cref="InvalidOperationException">The file does not fit the network.</exception>
    public static string Load(PretrainedWeights options, InitialNetwork network) => new PretrainedLoader(options, network).Load();

    private static IReadOnlyList<NamedTensor> Read(PretrainedWeights options)
    {
        options.CheckExists();
        using var stream = File.OpenRead(options.Path);
        if (!WeightsSection.MayBegin(stream))
        {
            throw new InvalidDataException(
                $"The file of pretrained weights '{options.Path}' is not in the safetensors format. Convert files of PyTorch (.pt, .pth) in Python: "
                + "safetensors.torch.save_file(torch.load(\"weights.pth\"), \"weights.safetensors\").");
        }

        try
        {
            return WeightsSection.Read(stream, stream.Length);
        }
        catch (InvalidDataException error)
        {
            throw new InvalidDataException($"The file of pretrained weights '{options.Path}' can't be read. {error.Message}", error);
        }
    }

    /// <summary>The tensor for one of the network: of its name, or of the name that a model of this library gives it.</summary>
    private NamedTensor? Find(StateTensor own) =>
        _file.GetValueOrDefault(own.Name) ?? _file.GetValueOrDefault(WeightsSection.NetworkPrefix + own.Name);

    private string Load()
    {
        var output = FrozenLayers.OutputParameters(_network.ParameterNames).ToHashSet(StringComparer.Ordinal);
        var misfits = _state.Tensors.Where(own => Find(own) is { } tensor && !tensor.Shape.Equals(own.Shape)).ToList();
        if (misfits.Find(own => !_options.ExceptOutput || !output.Contains(own.Name)) is { } misfit)
        {
            throw Misfit(misfit);
        }

        // A layer is loaded whole: its bias means nothing beside other weights.
        var kept = misfits.Count > 0 ? output : [];
        var loaded = _state.Tensors.Where(own => Find(own) is not null && !kept.Contains(own.Name)).ToHashSet();
        if (loaded.Count == 0)
        {
            throw NothingFits();
        }

        _network.SetState(new NetworkState([.. _state.Tensors.Select(own => loaded.Contains(own) ? Loaded(own) : own)]));
        return Report(loaded.Count, kept);
    }

    private StateTensor Loaded(StateTensor own)
    {
        try
        {
            var tensor = Find(own)!;
            return own with { Values = own.Values is float[]? Numbers(tensor) : tensor.ToInt64s() };
        }
        catch (InvalidDataException error)
        {
            throw new InvalidDataException($"The file of pretrained weights '{_options.Path}' does not fit: {error.Message}", error);
        }
    }

    private static float[] Numbers(NamedTensor tensor)
    {
        var numbers = tensor.ConvertToFloats();
        return Array.FindIndex(numbers, float.IsNaN) is >= 0 and var index
            ? throw new InvalidDataException(FormattableString.Invariant(
                $"number {index} of tensor '{tensor.Name}' is NaN, as in a network whose training diverged. Nothing can be learned from there."))
            : numbers;
    }

    private string Report(int loaded, HashSet<string> kept)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"Loaded {loaded} of the network's {_state.Tensors.Count} tensors from '{_options.Path}'.");
        if (kept.Count > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $" The output layer has another shape there and keeps its initial weights: {Names(kept)}.");
        }

        Count(text, "of the network are not in the file", _state.Tensors.Where(own => Find(own) is null).Select(own => own.Name));
        Count(text, "of the file are not in the network", _file.Keys.Except(_state.Tensors.Select(own => Find(own)?.Name ?? "")));
        return text.ToString();
    }

    private static void Count(StringBuilder text, string where, IEnumerable<string> names)
    {
        var all = names.ToList();
        if (all.Count > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $" {all.Count} tensors {where}: {Names(all)}.");
        }
    }

    private InvalidOperationException Misfit(StateTensor own) => new(
        $"The file of pretrained weights '{_options.Path}' does not fit the network of {_network.Builder}: tensor '{own.Name}' has shape "
        + $"{Find(own)!.Shape} in the file and {own.Shape} in the network. Make network and images as those that the file comes "
        + "from, or leave the tensor out of the file.");

    private InvalidOperationException NothingFits() => new(
        $"No tensor of the file of pretrained weights '{_options.Path}' fits the network of {_network.Builder} by name and shape. "
        + $"The file has: {Names(_file.Keys)}. The network has: {Names(_state.Tensors.Select(own => own.Name))}.");

    // Names of a file may be of any length and number.
    private static string Names(IReadOnlyCollection<string> names)
    {
        var some = NearestName.List(names.Take(MostNames).Select(Safetensors.Short));
        return names.Count > MostNames ? FormattableString.Invariant($"{some} and {names.Count - MostNames} more") : some;
    }

    private static string Names(IEnumerable<string> names) => Names([.. names]);
}
