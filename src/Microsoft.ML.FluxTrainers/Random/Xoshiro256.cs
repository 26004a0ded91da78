// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Numerics;

namespace Microsoft.ML.FluxTrainers;

/// <summary>The generator xoshiro256**; a struct, so that loops can hold a copy in registers.</summary>
/// <remarks>Blackman and Vigna (2021), "Scrambled linear pseudorandom number generators", ACM TOMS 47.</remarks>
internal struct Xoshiro256(ulong a, ulong b, ulong c, ulong d)
{
    public ulong A = a;
    public ulong B = b;
    public ulong C = c;
    public ulong D = d;

    public ulong Next()
    {
        var result = BitOperations.RotateLeft(B * 5, 7) * 9;
        var shifted = B << 17;
        C ^= A;
        D ^= B;
        B ^= C;
        A ^= D;
        C ^= shifted;
        D = BitOperations.RotateLeft(D, 45);
        return result;
    }
}
