// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Diagnostics;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Makes trials: trains and judges on each fold. A trial that throws costs only itself.</summary>
/// <threadsafety>Several threads may make trials at once.</threadsafety>
internal sealed class TrialEvaluator(TrialSetting setting) : IDisposable
{
    private static readonly TimeSpan _longest = TimeSpan.FromDays(49); // .NET's timers can wait no longer; a limit beyond it is none
    private readonly Dictionary<int, ITransformer[]> _models = []; // of candidates that may go on, by fold

    /// <summary>Makes a trial.</summary>
    /// <param name="plan">The trial.</param>
    /// <param name="earlier">The trials of earlier rounds, with which this one is compared.</param>
    /// <param name="keepModels">Whether a later trial may go on from this one.</param>
    /// <param name="search">Ends the search.</param>
    /// <exception cref="OperationCanceledException">The search was ended.</exception>
    public TuningTrial Run(TrialPlan plan, IReadOnlyList<TuningTrial> earlier, bool keepModels, CancellationToken search)
    {
        var clock = Stopwatch.StartNew();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(search);
        if (setting.TimeLimit is { } limit && limit < _longest)
        {
            stop.CancelAfter(limit);
        }

        var work = new TrialWork(setting, plan, Take(plan.Candidate), stop.Token);
        try
        {
            return work.Run(earlier) with { Elapsed = clock.Elapsed };
        }
        catch (OperationCanceledException) when (search.IsCancellationRequested)
        {
            throw;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return work.Ended(TrialStatus.TimedOut, FormattableString.Invariant($"It took longer than {setting.TimeLimit}.")) with { Elapsed = clock.Elapsed, TimeLimit = setting.TimeLimit };
        }
        catch (Exception error)
        {
            return work.Ended(TrialStatus.Failed, Message(error)) with { Elapsed = clock.Elapsed };
        }
        finally
        {
            Keep(plan.Candidate, work, keepModels && work.IsComplete);
        }
    }

    /// <summary>Lets go of the models of candidates that no later trial goes on from.</summary>
    public void Forget(Func<int, bool> isOver)
    {
        lock (_models)
        {
            foreach (var candidate in _models.Keys.Where(isOver).ToList())
            {
                Array.ForEach(_models[candidate], model => (model as IDisposable)?.Dispose());
                _models.Remove(candidate);
            }
        }
    }

    public void Dispose() => Forget(_ => true);

    private ITransformer[] Take(int candidate)
    {
        lock (_models)
        {
            return _models.Remove(candidate, out var models) ? models : [];
        }
    }

    private void Keep(int candidate, TrialWork work, bool keep)
    {
        var kept = work.Release(keep);
        if (kept.Length > 0)
        {
            lock (_models)
            {
                _models[candidate] = kept;
            }
        }
    }

    // On one line, and without what surrounds the first cause in reflection.
    private static string Message(Exception error)
    {
        while (error is System.Reflection.TargetInvocationException or AggregateException && error.InnerException is { } inner)
        {
            error = inner;
        }

        return $"{error.GetType().Name}: {error.Message.ReplaceLineEndings(" ")}";
    }
}
