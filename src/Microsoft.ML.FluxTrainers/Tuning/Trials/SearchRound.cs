// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Runtime.ExceptionServices;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Makes the trials of one round, some at once, some perhaps by other processes.</summary>
/// <param name="round">The trials.</param>
/// <param name="make">Makes one; throws an <see cref="OperationCanceledException"/> where the search ends.</param>
/// <param name="store">Where those are that are done already, or by others.</param>
/// <param name="clock">When to end.</param>
/// <param name="waiting">Told how many trials others have under way, once this process has nothing else to do.</param>
/// <param name="told">Told of each that is done, one after the other, and whether it was made here.</param>
internal sealed class SearchRound(
    IReadOnlyList<TrialPlan> round, Func<TrialPlan, TuningTrial> make, ITrialStore store, SearchClock clock, Action<int> waiting, Action<TuningTrial, bool> told)
{
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(100);
    private readonly object _lock = new();
    private readonly List<TrialPlan> _open = [.. round]; // nobody has done or begun them here
    private readonly SortedDictionary<int, TuningTrial> _done = [];
    private Exception? _failure;
    private bool _hasWaited;

    /// <summary>Makes them.</summary>
    /// <param name="parallelism">How many at once.</param>
    /// <returns>Those that were done, in the order of their numbers: not all where the search ended.</returns>
    public IReadOnlyList<TuningTrial> Run(int parallelism)
    {
        var threads = Math.Min(parallelism, round.Count);
        Workers.Run(threads, threads, _ => Work(), CancellationToken.None); // each looks for trials until none is left
        if (_failure is not null)
        {
            ExceptionDispatchInfo.Throw(_failure);
        }

        return [.. _done.Values];
    }

    private void Work()
    {
        try
        {
            while (Next() is { } waits)
            {
                if (waits.Mine is { } mine)
                {
                    Make(mine);
                }
                else
                {
                    clock.Token.WaitHandle.WaitOne(_pause); // others are at it
                }
            }
        }
        catch (OperationCanceledException) when (clock.IsOver)
        {
            // The others see the clock too.
        }
        catch (Exception error)
        {
            // A trial that throws is a result: this is about files, or the user's own code.
            lock (_lock)
            {
                _failure ??= error;
            }

            clock.Stop();
        }
    }

    /// <summary>The next trial for this thread, none yet, or null where nothing is left for it.</summary>
    private (TrialPlan? Mine, bool Waits)? Next()
    {
        lock (_lock)
        {
            foreach (var plan in _open.ToList())
            {
                if (clock.IsOver)
                {
                    return null;
                }

                if (TakeFound(plan) || !store.Claim(plan.Id))
                {
                    continue;
                }

                if (TakeFound(plan)) // done by another process just before the claim
                {
                    store.GiveBack(plan.Id);
                    continue;
                }

                _open.Remove(plan);
                return (plan, false);
            }

            if (_open.Count == 0 || clock.IsOver)
            {
                return null;
            }

            if (!_hasWaited)
            {
                _hasWaited = true;
                waiting(_open.Count);
            }

            return (null, true);
        }
    }

    private bool TakeFound(TrialPlan plan)
    {
        if (store.Find(plan) is not { } trial)
        {
            return false;
        }

        _open.Remove(plan);
        Tell(trial, false);
        return true;
    }

    private void Make(TrialPlan plan)
    {
        try
        {
            var trial = make(plan);
            store.Add(trial);
            lock (_lock)
            {
                Tell(trial, true);
            }
        }
        finally
        {
            store.GiveBack(plan.Id);
        }
    }

    private void Tell(TuningTrial trial, bool isMine)
    {
        _done[trial.Id] = trial;
        if (trial.Status == TrialStatus.Completed)
        {
            clock.HasResult();
        }

        told(trial, isMine);
    }
}
