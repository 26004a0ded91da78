// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Numerics;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Positions of some channels, several of them taken as one row of whole vectors: kernels then need not care how many channels there are.</summary>
/// <param name="channels">The numbers of a position.</param>
internal sealed class WideRows(int channels)
{
    /// <summary>Vectors that a row has at least, so that loops over it are worth beginning.</summary>
    private const int LeastVectors = 4;

    private readonly int _positions = PositionsOf(channels);

    /// <summary>The numbers of a row.</summary>
    public int Width => channels * _positions;

    /// <summary>Repeats the numbers of the first position at the others.</summary>
    public void Repeat(Span<float> row)
    {
        for (var position = 1; position < _positions; position++)
        {
            row[..channels].CopyTo(row[(position * channels)..]);
        }
    }

    /// <summary>Adds the numbers of the other positions to those of the first.</summary>
    public void Collapse(Span<double> row)
    {
        for (var other = row[channels..]; !other.IsEmpty; other = other[channels..])
        {
            for (var channel = 0; channel < channels; channel++)
            {
                row[channel] += other[channel];
            }
        }
    }

    private static int PositionsOf(int channels)
    {
        var positions = 1;
        while (channels * positions % Vector<float>.Count != 0 || channels * positions < LeastVectors * Vector<float>.Count)
        {
            positions *= 2;
        }

        return positions;
    }
}
