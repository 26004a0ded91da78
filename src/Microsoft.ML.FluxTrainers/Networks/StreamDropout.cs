// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Runtime.InteropServices;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Dropout whose masks come from a random stream, not from torch's generator that the whole process shares.</summary>
internal sealed class StreamDropout(double probability, RandomStream random)
    : ParameterLessModule<Tensor, Tensor>(nameof(StreamDropout))
{
    public double Probability => probability;

    public override Tensor forward(Tensor input)
    {
        if (!training || probability == 0)
        {
            return input.alias(); // Sequential disposes a layer's input once it has the output
        }

        using var scope = NewDisposeScope();
        var mask = empty(input.shape, ScalarType.Float32, CPU);
        random.FillDropoutMask(MemoryMarshal.Cast<byte, float>(mask.bytes), probability);
        return (input * mask.to(input.dtype, input.device)).MoveToOuterDisposeScope();
    }
}
