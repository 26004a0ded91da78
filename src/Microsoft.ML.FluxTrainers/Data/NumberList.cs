// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Runtime.CompilerServices;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Numbers that come one after the other and end in an array of just their length, without a copy where their count was known.</summary>
/// <param name="expected">About how many will come.</param>
internal sealed class NumberList(long expected)
{
    private const int LeastLength = 16;
    private const int MostExpected = 1 << 22; // a wrong promise costs no more than 16 MB
    private float[] _numbers = LargePages.Allocate((int)Math.Clamp(expected, 0, MostExpected));

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>Adds numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // for each row, of which a short fit has read all before .NET compiles with care
    public void Add(ReadOnlySpan<float> numbers)
    {
        if (numbers.Length > _numbers.Length - Count)
        {
            Resize((int)Math.Min(Math.Max(Math.Max(LeastLength, 2L * _numbers.Length), (long)Count + numbers.Length), Array.MaxLength));
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
