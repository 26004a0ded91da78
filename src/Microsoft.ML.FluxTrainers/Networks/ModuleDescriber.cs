// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Diagnostics.CodeAnalysis;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Turns a module of plain standard layers into data, and says what is in the way where it can't.</summary>
/// <remarks>Nothing is guessed: a setting which TorchSharp does not show makes the answer no.</remarks>
internal static class ModuleDescriber
{
    /// <summary>Describes a module.</summary>
    /// <param name="module">The module; it is left as it is.</param>
    /// <param name="stack">A stack that computes the same from weights of the same names.</param>
    /// <param name="why">What is in the way, as the end of a sentence about the network.</param>
    public static bool TryDescribe(
        nn.Module module, [NotNullWhen(true)] out LayerStack? stack, [NotNullWhen(false)] out string? why)
    {
        var layers = new List<NamedLayer>();
        stack = null;
        why = module.GetType() == typeof(Sequential)
            ? Walk((Sequential)module, "", layers) ?? RepeatedName(layers)
            : $"it is a {module.GetType().Name}, not a plain Sequential of layers (a single layer can be wrapped in one)";
        if (why is not null)
        {
            return false;
        }

        stack = new LayerStack(layers.ToArray());
        why = TensorsDiffer(module, stack);
        return why is null;
    }

    private static string? Walk(Sequential module, string prefix, List<NamedLayer> layers)
    {
        if (ForwardHooks.WhyNotFree(module) is { } hooked)
        {
            return $"{(prefix.Length == 0 ? "it" : $"module '{prefix.TrimEnd('.')}'")} {hooked}";
        }

        foreach (var (child, layer) in module.named_children())
        {
            var name = prefix + child;
            if (layer.GetType() == typeof(Sequential))
            {
                if (Walk((Sequential)layer, name + ".", layers) is { } inner)
                {
                    return inner;
                }
            }
            else if (ForwardHooks.WhyNotFree(layer) is { } why || LayerReader.WhyUnusual(layer, out var read, out why))
            {
                return $"layer '{name}' ({layer.GetType().Name}) {why}";
            }
            else
            {
                layers.Add(new(name, read));
            }
        }

        return null;
    }

    private static string? RepeatedName(List<NamedLayer> layers) =>
        layers.GroupBy(layer => layer.Name).FirstOrDefault(group => group.Count() > 1) is { } twice
            ? $"{twice.Count()} of its layers have the name '{twice.Key}'"
            : null;

    // Also finds shared, added, removed and replaced tensors, whatever the layers' settings say.
    private static string? TensorsDiffer(nn.Module module, LayerStack stack)
    {
        var wanted = new Dictionary<string, string>();
        foreach (var slot in stack.Parameters)
        {
            wanted[slot.Name] = Text(ScalarType.Float32, [.. slot.Shape.Select(size => (long)size)], trained: true);
        }

        foreach (var slot in stack.Buffers)
        {
            wanted[slot.Name] = Text(ScalarType.Float32, [.. slot.Shape.Select(size => (long)size)], trained: false);
        }

        foreach (var counter in stack.Counters)
        {
            wanted[counter] = Text(ScalarType.Int64, [], trained: false);
        }

        foreach (var (name, tensor) in ModuleTensors.Of(module))
        {
            var text = Text(tensor.dtype, tensor.shape, tensor.requires_grad);
            if (!wanted.Remove(name, out var want))
            {
                return $"its tensor '{name}' ({text}) belongs to no standard layer";
            }

            if (text != want)
            {
                return $"its tensor '{name}' is {text}, where a standard layer has {want}";
            }
        }

        return wanted.Count == 0 ? null : $"its tensor '{wanted.Keys.First()}' is missing or shared with another layer";
    }

    private static string Text(ScalarType type, long[] shape, bool trained) =>
        $"{type} [{string.Join(", ", shape)}], {(trained ? "trained" : "not trained")}";
}
