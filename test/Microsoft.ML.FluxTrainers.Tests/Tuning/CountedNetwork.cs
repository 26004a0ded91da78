// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>A user's own module, whose instances are counted.</summary>
internal sealed class CountedNetwork : nn.Module<Tensor, Tensor>
{
    private static int _made;
    private static int _alive;
    private readonly Linear _output;
    private bool _isDisposed;

    private CountedNetwork(NetworkShape shape)
        : base(nameof(CountedNetwork))
    {
        Interlocked.Increment(ref _made);
        Interlocked.Increment(ref _alive);
        _output = nn.Linear(shape.Inputs, shape.Outputs);
        RegisterComponents();
    }

    /// <summary>Makes it.</summary>
    public static NetworkBuilder Builder { get; } = NetworkBuilder.From("counted", shape => new CountedNetwork(shape));

    /// <summary>How many there have been.</summary>
    public static int Made => Volatile.Read(ref _made);

    /// <summary>How many nobody has disposed.</summary>
    public static int Alive => Volatile.Read(ref _alive);

    public override Tensor forward(Tensor input)
    {
        using var raw = _output.call(input);
        return raw.mul(1f);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_isDisposed)
        {
            _isDisposed = true;
            Interlocked.Decrement(ref _alive);
            _output.Dispose();
        }

        base.Dispose(disposing);
    }
}
