// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Microsoft.ML.FluxTrainers;

/// <summary>The parameters that a fit leaves as they are.</summary>
/// <remarks>They are no part of the flat vectors of a fit, so that no optimizer, penalty or clip ever sees them.</remarks>
internal sealed class FrozenLayers
{
    private readonly HashSet<string> _names;

    private FrozenLayers(IEnumerable<string> names) => _names = [.. names];

    /// <summary>Finds the parameters that patterns name.</summary>
    /// <param name="patterns">Names in which * stands for any characters.</param>
    /// <param name="network">The network.</param>
    /// <exception cref="InvalidOperationException">A pattern names no parameter, or nothing is left to train.</exception>
    public static FrozenLayers Of(ValueList<string> patterns, InitialNetwork network)
    {
        var names = network.ParameterNames;
        var frozen = new FrozenLayers(patterns.SelectMany(pattern => ParameterPattern.Matches(pattern, names, network.Builder, "FrozenLayers")));
        var trained = network.Module?.named_parameters().Where(item => item.parameter.requires_grad).Select(item => item.name) ?? names;
        return patterns.Count == 0 || !trained.All(frozen.Contains)
            ? frozen
            : throw new InvalidOperationException(
                $"FrozenLayers {patterns} freezes all parameters of {network.Builder}, so nothing can be trained. "
                + $"Leave at least one out, e.g. those of the last layer: {NearestName.List(OutputParameters(names))}.");
    }

    /// <summary>The parameters of the layer that the last parameter belongs to.</summary>
    public static IEnumerable<string> OutputParameters(IReadOnlyList<string> names)
    {
        var layer = names[^1][..(names[^1].LastIndexOf('.') + 1)];
        return names.Where(name => name.StartsWith(layer, StringComparison.Ordinal) && name.LastIndexOf('.') == layer.Length - 1);
    }

    /// <summary>Whether a parameter is frozen.</summary>
    public bool Contains(string parameter) => _names.Contains(parameter);

    /// <summary>Takes the frozen parameters of a module out of autograd.</summary>
    /// <returns>The batch norms all of whose parameters are frozen: they stay in evaluation mode.</returns>
    public IReadOnlyList<nn.Module> Freeze(nn.Module module)
    {
        if (_names.Count == 0)
        {
            return [];
        }

        foreach (var (name, parameter) in module.named_parameters())
        {
            if (Contains(name))
            {
                parameter.requires_grad = false;
            }
        }

        return [.. module.modules().Prepend(module).Distinct().Where(IsFrozenNorm)];
    }

    private static bool IsFrozenNorm(nn.Module module)
    {
        var parameters = module is BatchNorm ? module.parameters(false).ToList() : [];
        return parameters.Count > 0 && parameters.TrueForAll(parameter => !parameter.requires_grad);
    }
}
