// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using static TorchSharp.torch;

namespace Microsoft.ML.FluxTrainers;

/// <summary>A text table of the layers of any module.</summary>
internal static class ModuleSummary
{
    /// <summary>Runs one row of zeros through a module, in evaluation mode, and lists its layers in their order.</summary>
    /// <param name="module">The module; it is left as it is.</param>
    /// <param name="input">The shape of a row, without the batch.</param>
    /// <returns>Name, type, output shape and trained numbers of each layer; "?" for the shape of a layer that is no
    /// <c>Module&lt;Tensor, Tensor&gt;</c> or is not called. The total counts shared tensors once for each layer.</returns>
    public static string Of(nn.Module<Tensor, Tensor> module, ValueList<int> input)
    {
        using var scope = NewDisposeScope();
        using var evaluated = new EvaluationMode(module);
        var layers = Layers(module);
        var shapes = new Dictionary<nn.Module, long[]>();
        var hooks = layers.Select(layer => layer.Module).OfType<nn.Module<Tensor, Tensor>>().Distinct()
            .Select(layer => layer.register_forward_hook((called, _, output) => Note(shapes, called, output))).ToList();
        try
        {
            var parameter = module.parameters().FirstOrDefault();
            _ = module.call(zeros([1, .. input.Select(size => (long)size)], ScalarType.Float32, parameter?.device ?? CPU));
        }
        finally
        {
            hooks.ForEach(hook => hook.remove());
        }

        var table = new SummaryTable();
        foreach (var (name, layer) in layers)
        {
            var count = layer.named_parameters(false).Sum(item => item.parameter.numel());
            table.Add(name, layer.GetType().Name, shapes.GetValueOrDefault(layer)?.Skip(1), count);
        }

        return table.ToString();
    }

    // A module that holds others is listed by them, and itself only if it has parameters of its own.
    private static List<(string Name, nn.Module Module)> Layers(nn.Module module) =>
    [
        .. module.named_modules().Prepend(("(network)", module))
            .Where(item => !item.Item2.named_children().Any() || item.Item2.named_parameters(false).Any()),
    ];

    private static Tensor Note(Dictionary<nn.Module, long[]> shapes, nn.Module layer, Tensor output)
    {
        shapes[layer] = output.shape;
        return output;
    }
}
