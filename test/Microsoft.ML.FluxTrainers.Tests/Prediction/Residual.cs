// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using static TorchSharp.torch;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>A module of a user's own, which nothing but code can describe: layers around which its input flows too.</summary>
internal sealed class Residual : nn.Module<Tensor, Tensor>
{
    private readonly nn.Module<Tensor, Tensor> _inner;
    private readonly nn.Module<Tensor, Tensor> _output;

    public Residual(int inputs, int outputs)
        : base(nameof(Residual))
    {
        _inner = nn.Linear(inputs, inputs);
        _output = nn.Linear(inputs, outputs);
        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        using var inner = _inner.call(input);
        using var sum = inner + input;
        return _output.call(sum);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _inner.Dispose();
            _output.Dispose();
        }

        base.Dispose(disposing);
    }
}
