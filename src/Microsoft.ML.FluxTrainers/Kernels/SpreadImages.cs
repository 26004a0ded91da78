// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Runtime.CompilerServices;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Images with zeros around their pixels, and maybe between them, so that a window lies on pixels wherever it slides to.</summary>
/// <remarks>Channels come last. The zeros are written once; only pixels are copied. Images that stay as they are are not copied at all.</remarks>
internal sealed unsafe class SpreadImages
{
    private readonly int _channels;
    private readonly SpreadAxis _vertical;
    private readonly SpreadAxis _horizontal;
    private readonly PinnedFloats? _spread;

    /// <summary>Makes the memory.</summary>
    /// <param name="channels">The channels.</param>
    /// <param name="vertical">How the height is spread.</param>
    /// <param name="horizontal">How the width is spread.</param>
    /// <param name="capacity">The most images at once.</param>
    public SpreadImages(int channels, SpreadAxis vertical, SpreadAxis horizontal, int capacity)
    {
        (_channels, _vertical, _horizontal) = (channels, vertical, horizontal);
        _spread = vertical.IsSame && horizontal.IsSame ? null : new PinnedFloats(checked(capacity * Length));
    }

    /// <summary>The numbers of an image before.</summary>
    public int InputLength => checked(_vertical.Pixels * _horizontal.Pixels * _channels);

    /// <summary>The numbers of a spread image.</summary>
    public int Length => checked(_vertical.Size * LineLength);

    /// <summary>The numbers of one of its lines.</summary>
    public int LineLength => checked(_horizontal.Size * _channels);

    /// <summary>Spreads some images, and gives where they are, one after the other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public float* Spread(float* images, int count)
    {
        if (_spread is null)
        {
            return images;
        }

        var line = _horizontal.Pixels * _channels;
        for (var image = 0; image < count; image++)
        {
            var to = _spread.Start + ((nint)image * Length) + ((nint)_vertical.Before * LineLength) + (_horizontal.Before * _channels);
            for (var y = 0; y < _vertical.Pixels; y++, images += line, to += (nint)_vertical.Step * LineLength)
            {
                if (_horizontal.Step == 1)
                {
                    new ReadOnlySpan<float>(images, line).CopyTo(new Span<float>(to, line));
                    continue;
                }

                for (var x = 0; x < _horizontal.Pixels; x++)
                {
                    new ReadOnlySpan<float>(images + (x * _channels), _channels).CopyTo(new Span<float>(to + ((nint)x * _horizontal.Step * _channels), _channels));
                }
            }
        }

        return _spread.Start;
    }
}
