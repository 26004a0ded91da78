// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Runtime.CompilerServices;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Targets or weights that come row after row and end in an array of just their length, without a copy where their count was known.</summary>
/// <param name="expected">About how many will come.</param>
/// <param name="most">How many there can be at most, or null for all that an array holds.</param>
internal sealed class NumberList(long expected, int? most = null)
{
    private const int LeastLength = 16;
    private const int MostExpected = 1 << 22; // a wrong promise costs no more than 16 MB
    private readonly int _most = most ?? Array.MaxLength;
    private float[] _numbers = LargePages.Allocate((int)Math.Clamp(expected, 0, MostExpected));

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>Adds numbers.</summary>
    /// <exception cref="InvalidOperationException">There are too many.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // for each row, of which a short fit has read all before .NET compiles with care
    public void Add(ReadOnlySpan<float> numbers)
    {
        if (numbers.Length > _numbers.Length - Count)
        {
            var needed = (long)Count + numbers.Length;
            if (needed > _most)
            {
                throw new InvalidOperationException(FormattableString.Invariant(
                    $"The training rows have more than {_most} targets, counting each number of each row: more than one fit can hold. Train on fewer rows, or on fewer targets at once."));
            }

            Resize((int)Math.Min(Math.Max(Math.Max(LeastLength, 2L * _numbers.Length), needed), _most));
        }

        numbers.CopyTo(_numbers.AsSpan(Count));
        Count += numbers.Length;
    }

    /// <summary>The numbers; the list is not used any more.</summary>
    public float[] Take()
    {
        if (_numbers.Length != Count)
        {
            Resize(Count);
        }

        return _numbers;
    }

    private void Resize(int length)
    {
        var numbers = LargePages.Allocate(length);
        _numbers.AsSpan(0, Count).CopyTo(numbers);
        _numbers = numbers;
    }
}
