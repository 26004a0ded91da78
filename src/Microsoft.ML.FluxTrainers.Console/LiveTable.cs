// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Microsoft.ML.FluxTrainers;

/// <summary>A table of fits that is drawn anew by a thread of its own while they run: no training waits for a terminal.</summary>
internal sealed class LiveTable : IDisposable
{
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(100); // no eye is faster
    private static readonly TimeSpan _tick = TimeSpan.FromSeconds(1); // the time left goes on
    private readonly IAnsiConsole _console;
    private readonly FitTable _table;
    private readonly Action _giveUp;
    private readonly ConcurrentQueue<(string Text, bool IsGood)> _ended = new();
    private readonly AutoResetEvent _wake = new(false);
    private readonly ManualResetEventSlim _closing = new();
    private readonly Thread _thread;

    private LiveTable(IAnsiConsole console, FitTable table, Action giveUp, LiveTable? before)
    {
        (_console, _table, _giveUp) = (console, table, giveUp);
        _thread = new Thread(() => Run(before)) { IsBackground = true, Name = "FluxTrainers console" };
    }

    /// <summary>Shows a table until it is disposed.</summary>
    /// <param name="console">Where.</param>
    /// <param name="table">What.</param>
    /// <param name="giveUp">Called where the console shows something else that is live.</param>
    /// <param name="before">The table that is being taken away, if there was one: Spectre shows one at a time.</param>
    public static LiveTable Show(IAnsiConsole console, FitTable table, Action giveUp, LiveTable? before)
    {
        var live = new LiveTable(console, table, giveUp, before);
        live._thread.Start();
        return live;
    }

    /// <summary>Something has changed.</summary>
    public void Refresh() => _wake.Set();

    /// <summary>Writes a line above the table, which stays.</summary>
    public void Add(string text, bool isGood)
    {
        _ended.Enqueue((text, isGood));
        _wake.Set();
    }

    /// <summary>Takes the table away; when this returns, its lines are written and the cursor is back.</summary>
    public void Dispose()
    {
        _closing.Set();
        _wake.Set();
        _thread.Join();
        _wake.Dispose();
        _closing.Dispose();
    }

    private void Run(LiveTable? before)
    {
        before?._thread.Join();
        try
        {
            // A process that is ended meanwhile leaves the terminal with its cursor.
            using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, _ => _console.Cursor.Show());
            using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ => _console.Cursor.Show());
            using (new RenderHookScope(_console, new EraseBelow())) // before Spectre's own: the latest is asked first
            {
                _console.Live(_table).AutoClear(true).Overflow(VerticalOverflow.Ellipsis).Start(Draw);
            }

            WriteEnded();
        }
        catch (InvalidOperationException)
        {
            _giveUp(); // Spectre allows one live display a console
            WriteEnded();
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException)
        {
            _giveUp(); // nobody reads any more; the training matters
        }
    }

    private void Draw(LiveDisplayContext _)
    {
        while (!_closing.IsSet)
        {
            WriteEnded();
            _console.Write(new ControlCode("")); // draws the table. context.Refresh() takes Spectre's locks in the other order than a Write of another thread does: both would wait forever
            _wake.WaitOne(_tick);
            _closing.Wait(_pause);
        }
    }

    private void WriteEnded()
    {
        while (_ended.TryDequeue(out var line))
        {
            _console.Write(new Text(line.Text + "\n", line.IsGood ? new Style(Color.Green) : new Style(Color.Red)));
        }
    }
}
