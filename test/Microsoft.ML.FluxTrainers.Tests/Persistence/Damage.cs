// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>Damages bytes in every small way and tells what reading them did.</summary>
internal static class Damage
{
    /// <summary>All proper prefixes.</summary>
    public static IEnumerable<byte[]> Prefixes(byte[] bytes) =>
        Enumerable.Range(0, bytes.Length).Select(length => bytes[..length]);

    /// <summary>All copies with one bit, or all bits of one byte, turned over.</summary>
    public static IEnumerable<byte[]> Flips(byte[] bytes, int from = 0)
    {
        for (var at = from; at < bytes.Length; at++)
        {
            foreach (var mask in new byte[] { 1, 2, 4, 8, 16, 32, 64, 128, 255 })
            {
                var flipped = bytes.ToArray();
                flipped[at] ^= mask;
                yield return flipped;
            }
        }
    }

    /// <summary>"read", "refused" (the one error of all damage), or the name of an exception that must not happen.</summary>
    public static string Outcome(Action read)
    {
        try
        {
            read();
            return "read";
        }
        catch (InvalidDataException)
        {
            return "refused";
        }
        catch (Exception error)
        {
            return error.ToString();
        }
    }
}
