// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Keeps the gradient of the last update of each epoch, as the mean over its rows, and the weights before it.</summary>
/// <param name="inner">Adds up gradients.</param>
/// <param name="rowsPerEpoch">The number of training rows.</param>
/// <param name="parameters">The weights, or null where those before the update are not wanted.</param>
internal sealed class GradientWatch(ICollective inner, int rowsPerEpoch, FlatVector? parameters) : ICollective
{
    private long _rows;

    /// <summary>The gradient, empty before the first epoch has ended.</summary>
    public float[] Last { get; private set; } = [];

    /// <summary>The weights before the last update; empty before the first epoch has ended, or where they are not wanted.</summary>
    public float[] Before { get; private set; } = [];

    public long Sum(FlatVector gradient, long rows)
    {
        var all = inner.Sum(gradient, rows);
        _rows += rows;
        if (_rows >= rowsPerEpoch)
        {
            _rows = 0;
            Keep(gradient, all);
        }

        return all;
    }

    private void Keep(FlatVector gradient, long rows)
    {
        Last = Last.Length == gradient.Length ? Last : new float[gradient.Length];
        gradient.CopyTo(Last);
        for (var i = 0; i < Last.Length; i++)
        {
            Last[i] /= rows;
        }

        if (parameters is not null)
        {
            Before = Before.Length == parameters.Length ? Before : new float[parameters.Length];
            parameters.CopyTo(Before);
        }
    }
}
