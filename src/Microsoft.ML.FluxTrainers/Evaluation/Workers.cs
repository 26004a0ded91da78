// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Does numbered pieces of work, some at once, in the order of their numbers.</summary>
internal static class Workers
{
    /// <summary>Does all pieces, or those that were begun before a cancellation.</summary>
    /// <param name="count">The number of pieces.</param>
    /// <param name="parallelism">How many at once. One is done on the calling thread.</param>
    /// <param name="work">The work, which does not throw.</param>
    /// <param name="cancellationToken">No piece begins after its cancellation.</param>
    public static void Run(int count, int parallelism, Action<int> work, CancellationToken cancellationToken)
    {
        var next = -1;
        var threads = Enumerable.Range(1, Math.Min(parallelism, count) - 1).Select(_ => new Thread(Work) { IsBackground = true }).ToList();
        threads.ForEach(thread => thread.Start());
        Work();
        threads.ForEach(thread => thread.Join());

        void Work()
        {
            while (!cancellationToken.IsCancellationRequested && Interlocked.Increment(ref next) is var mine && mine < count)
            {
                work(mine);
            }
        }
    }
}
