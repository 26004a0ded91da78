// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Numerics;
using System.Runtime.CompilerServices;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Dropout masks from 16 generators side by side, so that a vector register draws as many numbers at once as it holds.</summary>
/// <remarks>
/// A lane is a xoshiro128++ (Blackman and Vigna 2021, "Scrambled linear pseudorandom number generators", ACM TOMS 47), and splitmix64
/// fills the states: word 2i of it gives lane i its first two parts, the lower half first, word 2i + 1 the others. Number j of a mask is draw j / 16 of lane j % 16,
/// whatever the width of a register, so that every processor makes the same mask.
/// </remarks>
internal static class MaskLanes
{
    private const int Lanes = 16; // the widest register's; a multiple of all others
    private const int Parts = 4;

    /// <summary>Fills a mask: 0 where a draw is below a threshold, else a number.</summary>
    /// <param name="mask">The mask.</param>
    /// <param name="seed">Equal seeds give equal masks, and a shorter one is the beginning of a longer one.</param>
    /// <param name="threshold">The threshold.</param>
    /// <param name="kept">What stands where a draw is not below.</param>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // once for every step
    public static void Fill(Span<float> mask, ulong seed, uint threshold, float kept)
    {
        Span<uint> state = stackalloc uint[Parts * Lanes];
        var words = new SplitMix64(seed);
        for (var lane = 0; lane < Lanes; lane++)
        {
            var (first, second) = (words.Next(), words.Next());
            (state[lane], state[Lanes + lane]) = ((uint)first, (uint)(first >> 32));
            (state[(2 * Lanes) + lane], state[(3 * Lanes) + lane]) = ((uint)second, (uint)(second >> 32));
        }

        var whole = mask.Length - (mask.Length % Lanes);
        Span<float> rest = stackalloc float[Lanes];
        for (var lane = 0; lane < Lanes; lane += Vector<uint>.Count)
        {
            FillLanes(state[lane..], mask[..whole], rest, lane, threshold, kept);
        }

        rest[..(mask.Length - whole)].CopyTo(mask[whole..]);
    }

    /// <summary>All draws of as many lanes as a register holds, and one more for what is left of the mask.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FillLanes(ReadOnlySpan<uint> state, Span<float> mask, Span<float> rest, int lane, uint threshold, float kept)
    {
        var (a, b) = (new Vector<uint>(state), new Vector<uint>(state[Lanes..]));
        var (c, d) = (new Vector<uint>(state[(2 * Lanes)..]), new Vector<uint>(state[(3 * Lanes)..]));
        var (limit, number) = (new Vector<uint>(threshold), new Vector<float>(kept));
        for (var at = lane; at < mask.Length + Lanes; at += Lanes)
        {
            var draw = RotateLeft(a + d, 7) + a;
            var isKept = Vector.GreaterThanOrEqual(draw, limit);
            Vector.ConditionalSelect(Vector.AsVectorSingle(isKept), number, Vector<float>.Zero).CopyTo(at < mask.Length ? mask[at..] : rest[lane..]);
            var shifted = b << 9;
            c ^= a;
            d ^= b;
            b ^= c;
            a ^= d;
            c ^= shifted;
            d = RotateLeft(d, 11);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<uint> RotateLeft(Vector<uint> value, int bits) => (value << bits) | (value >>> (32 - bits));
}
