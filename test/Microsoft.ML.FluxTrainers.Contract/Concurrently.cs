// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers.Contract;

/// <summary>Runs the same work on several threads at once.</summary>
public static class Concurrently
{
    /// <summary>Runs work on threads of its own that start together, and waits for them.</summary>
    /// <param name="threads">How many.</param>
    /// <param name="work">The work, given the number of the thread from 0.</param>
    /// <exception cref="AggregateException">The work failed on some threads.</exception>
    public static void Run(int threads, Action<int> work)
    {
        using var start = new Barrier(threads);
        var failures = new Exception?[threads];
        var running = Enumerable.Range(0, threads).Select(i => new Thread(() =>
        {
            start.SignalAndWait();
            try
            {
                work(i);
            }
            catch (Exception failure)
            {
                failures[i] = failure; // an exception that leaves a thread would end the process
            }
        })).ToList();
        running.ForEach(thread => thread.Start());
        running.ForEach(thread => thread.Join());
        if (failures.OfType<Exception>().ToList() is { Count: > 0 } found)
        {
            throw new AggregateException(found);
        }
    }
}
