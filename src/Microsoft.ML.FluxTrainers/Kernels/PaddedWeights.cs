// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>The weights of a dense layer, laid out for scoring: transposed, and padded with zeros to whole vectors, so that each number of a row scales vectors of weights.</summary>
/// <param name="inputs">The numbers that come in for a row.</param>
/// <param name="outputs">The numbers that go out for a row.</param>
internal sealed unsafe class PaddedWeights(int inputs, int outputs)
{
    private const int Padding = 16;

    private readonly PinnedFloats _weights = new(checked(inputs * PaddedTo(outputs)));
    private readonly PinnedFloats _bias = new(PaddedTo(outputs));

    /// <summary>The numbers that come in for a row.</summary>
    public int Inputs => inputs;

    /// <summary>The numbers that go out for a row.</summary>
    public int Outputs => outputs;

    /// <summary>The same with padding, whose results are 0 plus 0.</summary>
    public int Padded { get; } = PaddedTo(outputs);

    /// <summary>Takes over weights.</summary>
    /// <param name="weight">Outputs x inputs.</param>
    /// <param name="bias">One an output, or null for zeros.</param>
    public void Set(float* weight, float* bias)
    {
        var transposed = _weights.Start;
        for (var input = 0; input < inputs; input++, transposed += Padded)
        {
            for (var output = 0; output < outputs; output++)
            {
                transposed[output] = weight[((nint)output * inputs) + input];
            }
        }

        if (bias != null)
        {
            new Span<float>(bias, outputs).CopyTo(_bias.Span);
        }
    }

    /// <summary>y = x W' + b. A row gives the same bits alone and with others.</summary>
    /// <param name="x">The rows.</param>
    /// <param name="width">From one row to the next, in floats.</param>
    /// <param name="rows">How many.</param>
    /// <param name="columns">The outputs of a row to compute, with or without padding.</param>
    /// <param name="y">Receives them, row after row. Of one row, the padding may be written in any case.</param>
    public void Multiply(float* x, int width, int rows, int columns, float* y)
    {
        if (rows == 1)
        {
            MatrixProduct.MultiplyRow(x, inputs, _weights.Start, Padded, _bias.Start, y);
        }
        else
        {
            MatrixProduct.Multiply(rows, columns, inputs, Matrix.Rows(x, width), Matrix.Rows(_weights.Start, Padded), y, _bias.Start);
        }
    }

    private static int PaddedTo(int outputs) => checked(outputs + Padding - 1) / Padding * Padding;
}
