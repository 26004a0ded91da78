// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using static TorchSharp.torch;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Puts a module into evaluation mode without gradients; after, each module inside it is in its own mode again.</summary>
internal sealed class EvaluationMode : IDisposable
{
    private readonly List<(nn.Module Module, bool Training)> _before;
    private readonly IDisposable _frozen;

    public EvaluationMode(nn.Module module)
    {
        _before = [(module, module.training), .. module.modules().Select(inner => (inner, inner.training))];
        module.eval();
        _frozen = no_grad();
    }

    public void Dispose()
    {
        _frozen.Dispose();
        foreach (var (module, training) in _before) // outer modules come first: they set those inside too
        {
            module.train(training);
        }
    }
}
