// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Runtime.InteropServices;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Dropout whose masks come from a random stream, not from torch's generator that the whole process shares.</summary>
/// <remarks>A mask takes one word of the stream wherever it is drawn, so the stream's state alone tells all later masks.</remarks>
internal sealed class StreamDropout(double probability, RandomStream random)
    : ParameterLessModule<Tensor, Tensor>(nameof(StreamDropout))
{
    public double Probability => probability;

    /// <summary>Whether torch draws the masks where the input lies, seeded by the stream: so on a GPU, which would wait for masks from the CPU. They are others than those of the
    /// CPU. Default false.</summary>
    public bool DrawsOnDevice { get; set; }

    public override Tensor forward(Tensor input)
    {
        if (!training || probability == 0)
        {
            return input.alias(); // Sequential disposes a layer's input once it has the output
        }

        if (DrawsOnDevice)
        {
            using var seeded = TorchRandomScope.OfDevice(random.NextSeed(), input.device_type);
            return nn.functional.dropout(input, probability);
        }

        using var scope = NewDisposeScope();
        var mask = empty(input.shape, ScalarType.Float32, CPU);
        random.FillDropoutMask(MemoryMarshal.Cast<byte, float>(mask.bytes), probability);
        return (input * mask.to(input.dtype, input.device)).MoveToOuterDisposeScope();
    }
}
