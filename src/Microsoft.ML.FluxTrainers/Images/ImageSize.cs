// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>The size of an image as the network gets it.</summary>
internal readonly record struct ImageSize(int Channels, int Height, int Width)
{
    /// <summary>Pixels per channel.</summary>
    public int Pixels => checked(Height * Width);

    /// <summary>Numbers per image.</summary>
    public int Numbers => checked(Channels * Pixels);

    /// <summary>For example "3 channels of 28 x 28 pixels"; the pixels are left out while they are not known.</summary>
    public override string ToString() => FormattableString.Invariant($"{Channels} channel{(Channels == 1 ? "" : "s")}")
        + (Pixels > 0 ? $" of {Text(Height, Width)} pixels" : "");

    /// <summary>Height and width as messages tell them.</summary>
    public static string Text(int height, int width) => FormattableString.Invariant($"{height} x {width}");
}
