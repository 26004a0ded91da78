// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Globalization;

namespace Microsoft.ML.FluxTrainers;

/// <summary>A reproducible stream of random numbers which is the same on every platform and whose state can be saved.</summary>
/// <remarks>
/// The generator is xoshiro256** (Blackman and Vigna 2021, "Scrambled linear pseudorandom number generators", ACM TOMS 47),
/// its state filled by splitmix64. It is not for cryptography. An instance is for one thread at a time: a stream that two
/// threads share has no reproducible order, so none is kept by a lock.
/// </remarks>
#pragma warning disable CA1711 // a stream of random numbers is the field's word; it is no System.IO.Stream
public sealed class RandomStream
#pragma warning restore CA1711
{
    private Xoshiro256 _words;

    /// <summary>Starts a stream; equal seeds give equal streams.</summary>
    /// <param name="seed">Any number.</param>
    public RandomStream(long seed) => Reseed(seed);

    /// <summary>A uniform number from 0 to below 1, a multiple of 2⁻⁵³.</summary>
    public double NextDouble() => (NextWord() >> 11) * (1.0 / (1L << 53));

    /// <summary>A uniform integer from 0 to below a bound, without the bias of a plain remainder.</summary>
    /// <param name="exclusiveMax">The bound, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The bound is less than 1.</exception>
    /// <remarks>The method of Lemire (2019), "Fast random integer generation in an interval", ACM TOMACS 29.</remarks>
    public int NextInt(int exclusiveMax)
    {
        var bound = (uint)Guard.Positive(exclusiveMax, nameof(exclusiveMax));
        var product = (NextWord() >> 32) * bound;
        if ((uint)product < bound)
        {
            var unfair = (uint)-bound % bound;
            while ((uint)product < unfair)
            {
                product = (NextWord() >> 32) * bound;
            }
        }

        return (int)(product >> 32);
    }

    /// <summary>A number from the normal distribution with mean 0 and standard deviation 1.</summary>
    /// <remarks>The cosine half of the Box-Muller transform: two words of the stream a number, none kept for the next.</remarks>
    public double NextNormal() => NextPair().First;

    /// <summary>A seed for another generator: a uniform integer from 0 to 2⁶³ - 1.</summary>
    public long NextSeed() => (long)(NextWord() >> 1);

    /// <summary>Brings the items into a uniformly random order.</summary>
    /// <param name="items">The items, in place.</param>
    public void Shuffle(Span<int> items)
    {
        for (var last = items.Length - 1; last > 0; last--)
        {
            var other = NextInt(last + 1);
            (items[last], items[other]) = (items[other], items[last]);
        }
    }

    /// <summary>Fills numbers from the uniform distribution.</summary>
    /// <param name="values">The numbers to fill.</param>
    /// <param name="low">The lower bound.</param>
    /// <param name="high">The upper bound, which rounding to a float may reach.</param>
    public void FillUniform(Span<float> values, double low, double high)
    {
        foreach (ref var value in values)
        {
            value = (float)(low + ((high - low) * NextDouble()));
        }
    }

    /// <summary>Fills numbers from the normal distribution.</summary>
    /// <param name="values">The numbers to fill.</param>
    /// <param name="mean">The mean.</param>
    /// <param name="std">The standard deviation, at least 0.</param>
    public void FillNormal(Span<float> values, double mean, double std)
    {
        for (var index = 0; index < values.Length; index += 2)
        {
            var (first, second) = NextPair();
            values[index] = (float)(mean + (std * first));
            if (index + 1 < values.Length)
            {
                values[index + 1] = (float)(mean + (std * second));
            }
        }
    }

    /// <summary>Fills a dropout mask: 0 with the given probability, else 1 / (1 - probability), so that the mean is 1.</summary>
    /// <param name="mask">The mask to fill.</param>
    /// <param name="dropProbability">The probability of a 0, from 0 to below 1; it is met to within 2⁻³².</param>
    /// <remarks>A mask takes one word of the stream, whatever its length: the seed of <see cref="MaskLanes"/>.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">The probability is out of its range.</exception>
    public void FillDropoutMask(Span<float> mask, double dropProbability)
    {
        Guard.BelowOne(dropProbability, nameof(dropProbability));
        var threshold = (uint)Math.Min(Math.Round(dropProbability * (1L << 32)), uint.MaxValue);
        MaskLanes.Fill(mask, NextWord(), threshold, (float)(1 / (1 - dropProbability)));
    }

    /// <summary>The state as 64 hexadecimal digits.</summary>
    public string SaveState() =>
        string.Create(CultureInfo.InvariantCulture, $"{_words.A:x16}{_words.B:x16}{_words.C:x16}{_words.D:x16}");

    /// <summary>Continues from a state that <see cref="SaveState"/> gave.</summary>
    /// <param name="state">The 64 hexadecimal digits.</param>
    /// <exception cref="FormatException">The text is not the state of a stream.</exception>
    public void RestoreState(string state)
    {
        Guard.NotNull(state, nameof(state));
        Span<ulong> words = stackalloc ulong[4];
        for (var index = 0; index < words.Length; index++)
        {
            if (state.Length != 64
                || !ulong.TryParse(
                    state.AsSpan(16 * index, 16), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out words[index]))
            {
                throw new FormatException($"The state of a random stream must be 64 hexadecimal digits, but is '{state}'.");
            }
        }

        if (!words.ContainsAnyExcept(0UL))
        {
            throw new FormatException("The state of a random stream must not be all zeros: it would give zeros for ever.");
        }

        _words = new(words[0], words[1], words[2], words[3]);
    }

    /// <summary>The next 64 uniform bits.</summary>
    internal ulong NextWord() => _words.Next();

    /// <summary>Begins anew, as a stream of this seed does.</summary>
    internal void Reseed(long seed)
    {
        var words = new SplitMix64((ulong)seed);
        _words = new(words.Next(), words.Next(), words.Next(), words.Next());
    }

    private (double First, double Second) NextPair()
    {
        var radius = Math.Sqrt(-2 * Math.Log(1 - NextDouble())); // 1 - u is never 0
        var (sine, cosine) = Math.SinCos(2 * Math.PI * NextDouble());
        return (radius * cosine, radius * sine);
    }
}
