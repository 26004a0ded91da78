// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>A user's own module, which draws from torch's generator in its forward pass.</summary>
internal sealed class StochasticNetwork : nn.Module<Tensor, Tensor>
{
    private readonly Linear _hidden;
    private readonly Dropout _dropout = nn.Dropout(0.4);
    private readonly Linear _output;

    public StochasticNetwork(NetworkShape shape)
        : base(nameof(StochasticNetwork))
    {
        (_hidden, _output) = (nn.Linear(shape.Inputs, 8), nn.Linear(8, shape.Outputs));
        RegisterComponents();
    }

    /// <summary>Makes it.</summary>
    public static NetworkBuilder Builder { get; } = NetworkBuilder.From("stochastic", shape => new StochasticNetwork(shape));

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        return _output.call(_dropout.call(_hidden.call(input).relu())).MoveToOuterDisposeScope();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _hidden.Dispose();
            _dropout.Dispose();
            _output.Dispose();
        }

        base.Dispose(disposing);
    }
}
