// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Numerics.Tensors;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Between which rows each new row lies, and where.</summary>
internal sealed class SmoteDraws
{
    private readonly SmoteRows _rows;
    private readonly Dictionary<(int Row, int Copy), (int Neighbor, float Place)> _draws = [];

    private SmoteDraws(SmoteRows rows) => _rows = rows;

    /// <summary>Draws all new rows at once, so that they are the same whenever and in whatever order they are read.</summary>
    public static SmoteDraws Draw(TrainerHost host, SmoteRows rows, RowClasses classes, int[] copies, int neighbors, RandomStream stream)
    {
        var draws = new SmoteDraws(rows);
        var members = Enumerable.Range(0, copies.Length).Where(row => classes.OfRow[row] >= 0).ToLookup(row => classes.OfRow[row]);
        for (var row = 0; row < copies.Length; row++)
        {
            if (copies[row] < 2)
            {
                continue;
            }

            host.CheckAlive();
            var nearest = Nearest(rows, [.. members[classes.OfRow[row]]], row, neighbors);
            for (var copy = 1; copy < copies[row]; copy++)
            {
                draws._draws.Add((row, copy), (nearest[stream.NextInt(nearest.Length)], (float)stream.NextDouble()));
            }
        }

        return draws;
    }

    /// <summary>The features of a new row.</summary>
    public void Fill(int row, int copy, Span<float> features)
    {
        var (neighbor, place) = _draws[(row, copy)];
        var (from, to) = (_rows[row], _rows[neighbor]);
        for (var slot = 0; slot < features.Length; slot++)
        {
            features[slot] = from[slot] + (place * (to[slot] - from[slot]));
        }
    }

    private static int[] Nearest(SmoteRows rows, int[] members, int row, int neighbors)
    {
        var others = Array.FindAll(members, other => other != row);
        if (others.Length == 0)
        {
            return [row];
        }

        var distances = Array.ConvertAll(others, other => TensorPrimitives.Distance<float>(rows[row], rows[other]));
        Array.Sort(distances, others); // of rows equally far away, whichever: both are neighbors
        return others[..Math.Min(neighbors, others.Length)];
    }
}
