// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>How many units of a layer gave 0 on all rows that were looked at. Immutable.</summary>
/// <remarks>A unit behind a ReLU that is 0 on every row has no gradient: it never comes back by itself.</remarks>
public sealed record DeadUnits
{
    internal DeadUnits(string layer, int epoch, int dead, int units, int rows)
    {
        (Layer, Epoch) = (Guard.NotEmpty(layer, nameof(Layer)), Guard.NotNegative(epoch, nameof(Epoch)));
        (Dead, Units, Rows) = (Guard.NotNegative(dead, nameof(Dead)), Guard.AtLeast(dead, units, nameof(Units)), Guard.Positive(rows, nameof(Rows)));
    }

    /// <summary>The name of the activation; its type where it has none.</summary>
    public string Layer { get; }

    /// <summary>The epoch after which it was looked at.</summary>
    public int Epoch { get; }

    /// <summary>How many units, of a convolution channels, were always 0.</summary>
    public int Dead { get; }

    /// <summary>How many there are.</summary>
    public int Units { get; }

    /// <summary>How many rows were looked at.</summary>
    public int Rows { get; }
}
