// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Fills one buffer on another thread while the other is used.</summary>
internal static class Ahead
{
    /// <summary>Gives both buffers in turn.</summary>
    /// <param name="first">One buffer.</param>
    /// <param name="second">Another.</param>
    /// <param name="fill">Fills a buffer, or tells that nothing is left. It is never called twice at once; what it throws is thrown here.</param>
    public static IEnumerable<T> Read<T>(T first, T second, Func<T, bool> fill)
    {
        var (ready, next) = (first, second);
        var filling = Start(fill, ready);
        try
        {
            while (filling.GetAwaiter().GetResult())
            {
                filling = Start(fill, next);
                yield return ready;
                (ready, next) = (next, ready);
            }
        }
        finally
        {
            // Whoever stops early may go on with what the other thread still reads; its failure has no part in that.
            Task.WhenAny(filling).GetAwaiter().GetResult();
            _ = filling.Exception;
        }
    }

    private static Task<bool> Start<T>(Func<T, bool> fill, T buffer) => Task.Run(() => fill(buffer));
}
