// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Spectre.Console;

namespace Microsoft.ML.FluxTrainers;

/// <summary>The fits that are shown, and what shows them.</summary>
internal sealed class FitBoard : IDisposable
{
    private readonly object _gate = new();
    private readonly IAnsiConsole _console;
    private readonly Func<TimeSpan> _interval;
    private readonly Dictionary<string, int> _names = new(StringComparer.Ordinal);
    private readonly List<FitLine> _running = [];
    private LiveTable? _live;
    private LiveTable? _last; // which may be on its way out
    private string? _search;
    private long? _searchWritten;
    private bool _isLive;
    private bool _isClosed;

    /// <summary>A board without fits.</summary>
    /// <param name="console">Where it is shown.</param>
    /// <param name="isLive">Whether as a table.</param>
    /// <param name="interval">The least time between two lines of a fit.</param>
    public FitBoard(IAnsiConsole console, bool isLive, Func<TimeSpan> interval) => (_console, _isLive, _interval) = (console, isLive, interval);

    /// <summary>What tells the time.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Adds a fit.</summary>
    /// <param name="name">Its name, or null to number it.</param>
    /// <param name="fit">What is known of it.</param>
    public FitReporter Begin(string? name, FitDescription fit)
    {
        lock (_gate)
        {
            var line = new FitLine(Unique(name), fit, Clock);
            _running.Add(line);
            if (_isLive && !_isClosed)
            {
                _live ??= LiveTable.Show(_console, new FitTable(Running, Search), GiveUpTable, _last);
                _live.Refresh();
            }
            else
            {
                Write(line.BeginText());
            }

            return new FitReporter(this, line);
        }
    }

    /// <summary>Shows a cycle.</summary>
    public void Report(FitLine line, EpochResult result)
    {
        lock (_gate)
        {
            line.Add(result);
            if (_live is null && line.TakeTurn(_interval()))
            {
                Write(line.Text());
            }

            _live?.Refresh();
        }
    }

    /// <summary>Shows how a fit ended. When this returns, and no other fit runs, the table is gone.</summary>
    public void End(FitLine line, TrainingHistory history, Exception? error)
    {
        LiveTable? last;
        lock (_gate)
        {
            _running.Remove(line);
            var text = line.EndText(history, error);
            if (_live is { } live)
            {
                live.Add(text, error is null);
            }
            else
            {
                Write(text);
            }

            last = Last();
        }

        last?.Dispose(); // not under the lock: the table's thread takes it
    }

    /// <summary>Shows how far a search is: above the table while fits run, else as a line.</summary>
    public void Tell(string text, bool isLast)
    {
        lock (_gate)
        {
            _search = isLast ? null : text;
            if (_live is { } live)
            {
                if (isLast)
                {
                    live.Add(text, isGood: true);
                }

                live.Refresh();
            }
            else if (isLast || _searchWritten is not { } before || Clock.GetElapsedTime(before) >= _interval())
            {
                _searchWritten = Clock.GetTimestamp();
                Write(text);
            }
        }
    }

    public void Dispose()
    {
        LiveTable? last;
        lock (_gate)
        {
            _running.Clear();
            last = Last();
            _isClosed = true;
        }

        last?.Dispose();
    }

    /// <summary>The table, if it has nothing to show any more.</summary>
    private LiveTable? Last()
    {
        if (_running.Count > 0 || _live is null)
        {
            return null;
        }

        (_last, _live) = (_live, null);
        return _last;
    }

    private IReadOnlyList<FitLine> Running()
    {
        lock (_gate)
        {
            return [.. _running.Select(line => line.Copy())];
        }
    }

    private string? Search()
    {
        lock (_gate)
        {
            return _search;
        }
    }

    /// <summary>Lines from now on: something else is live on this console.</summary>
    private void GiveUpTable()
    {
        lock (_gate)
        {
            (_live, _isLive) = (null, false);
        }
    }

    private void Write(string text)
    {
        if (_isClosed)
        {
            return;
        }

        try
        {
            _console.Profile.Out.Writer.WriteLine(text);
            _console.Profile.Out.Writer.Flush();
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException)
        {
            _isClosed = true; // nobody reads any more; the training matters
        }
    }

    private string Unique(string? name)
    {
        var known = name ?? "fit";
        var count = _names[known] = _names.GetValueOrDefault(known) + 1;
        return name is not null && count == 1 ? name : FormattableString.Invariant($"{known} {count}");
    }
}
