// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>How the numbers of a runner's flat vectors lie beside PyTorch's order, in which they are saved: so a fit can go on with another runner.</summary>
/// <param name="channelsLast">The weights of convolutions that lie channels last.</param>
internal sealed class ParameterOrder(IReadOnlyList<TensorSlot> channelsLast)
{
    /// <summary>PyTorch's order.</summary>
    public static ParameterOrder Same { get; } = new([]);

    /// <summary>A vector of the runner in PyTorch's order.</summary>
    public float[] ToPyTorch(float[] values) => Turned(values, (channels, cells) => (channels, cells));

    /// <summary>A vector in PyTorch's order as the runner has it.</summary>
    public float[] FromPyTorch(float[] values) => Turned(values, (channels, cells) => (cells, channels));

    /// <summary>Exchanges channels and cells in each output's weights.</summary>
    /// <param name="values">The numbers, which stay as they are.</param>
    /// <param name="shape">Of numbers of channels and cells, the rows and columns that an output's weights become.</param>
    private float[] Turned(float[] values, Func<int, int, (int Rows, int Columns)> shape)
    {
        if (channelsLast.Count == 0)
        {
            return values;
        }

        var turned = (float[])values.Clone();
        foreach (var slot in channelsLast)
        {
            var (rows, columns) = shape(slot.Shape[1], slot.Shape.Skip(2).Aggregate((product, size) => product * size));
            for (var start = slot.Offset; start < slot.Offset + slot.Count; start += rows * columns)
            {
                for (var i = 0; i < rows * columns; i++)
                {
                    turned[start + i] = values[start + (i % columns * rows) + (i / columns)];
                }
            }
        }

        return turned;
    }
}
