// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Looks at something ten times a second, until it is disposed: ML.NET tells nobody that a context is cancelled.</summary>
internal sealed class Poll : IDisposable
{
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(100);

    private readonly Timer _timer;

    /// <summary>Begins.</summary>
    /// <param name="look">What looks, on a thread of the pool. It does not throw.</param>
    public Poll(Action look) => _timer = new Timer(_ => look(), null, _pause, _pause);

    /// <summary>Ends it. No look is under way afterwards.</summary>
    public void Dispose()
    {
        using var stopped = new ManualResetEvent(false);
        if (_timer.Dispose(stopped))
        {
            stopped.WaitOne();
        }
    }
}
