// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Diagnostics;

namespace Microsoft.ML.FluxTrainers;

/// <summary>When a search ends before its last trial, or its last training: cancelled, or out of time with something to show.</summary>
internal sealed class SearchClock : IDisposable
{
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private readonly CancellationTokenSource _stop;
    private readonly CancellationToken[] _users;
    private readonly TimeSpan? _limit;
    private readonly Action _checkAlive;
    private readonly Poll _poll;
    private volatile bool _hasResult;
    private volatile bool _isCancelledByHost;

    public SearchClock(TimeSpan? limit, Action checkAlive, params CancellationToken[] users)
    {
        (_limit, _users, _checkAlive) = (limit, users, checkAlive);
        _stop = CancellationTokenSource.CreateLinkedTokenSource(users);
        _poll = new Poll(Look);
    }

    /// <summary>Ends trials under way.</summary>
    public CancellationToken Token => _stop.Token;

    public TimeSpan Elapsed => _watch.Elapsed;

    public bool IsCancelled => Array.Exists(_users, user => user.IsCancellationRequested) || _isCancelledByHost;

    public bool IsOutOfTime => _watch.Elapsed >= _limit;

    /// <summary>Whether no trial is to be begun.</summary>
    public bool IsOver => _stop.IsCancellationRequested || (IsOutOfTime && _hasResult);

    /// <summary>Ends the search.</summary>
    public void Stop() => _stop.Cancel();

    /// <summary>A trial was completed: from now on the time limit counts.</summary>
    public void HasResult() => _hasResult = true;

    public void Dispose()
    {
        _poll.Dispose();
        _stop.Dispose();
    }

    private void Look()
    {
        try
        {
            _checkAlive();
        }
        catch (OperationCanceledException)
        {
            _isCancelledByHost = true;
        }

        if (_isCancelledByHost || (IsOutOfTime && _hasResult))
        {
            _stop.Cancel();
        }
    }
}
