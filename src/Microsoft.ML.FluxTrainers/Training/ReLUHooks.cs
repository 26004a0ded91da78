// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using static TorchSharp.torch;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Looks at what the ReLU-like layers of a module give, until disposed.</summary>
internal sealed class ReLUHooks : IDisposable
{
    private readonly List<Action> _remove = [];

    public ReLUHooks(nn.Module module, UnitWatch watch)
    {
        foreach (var (name, layer) in module.named_modules().Prepend(("", module)).DistinctBy(item => item.Item2))
        {
            if (layer is TorchSharp.Modules.ReLU or TorchSharp.Modules.ReLU6)
            {
                var label = name.Length > 0 ? name : layer.GetName();
                var hook = ((nn.Module<Tensor, Tensor>)layer).register_forward_hook((_, _, output) => Marked(watch, label, output));
                _remove.Add(hook.remove);
            }
        }
    }

    public void Dispose() => _remove.ForEach(remove => remove());

    /// <summary>A unit is a place in a vector, or a channel with all its places.</summary>
    private static Tensor Marked(UnitWatch watch, string layer, Tensor output)
    {
        if (output.dim() < 2)
        {
            return output;
        }

        using var scope = NewDisposeScope();
        var units = output.shape[1];
        var alive = output.ne(0).transpose(0, 1).reshape(units, -1).any(1).cpu();
        watch.Mark(layer, alive.data<bool>().ToArray());
        return output;
    }
}
