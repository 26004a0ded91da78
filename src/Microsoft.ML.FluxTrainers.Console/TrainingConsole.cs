// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Spectre.Console;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Shows fits while they run: a live table in a terminal, plain lines where output is redirected. To be given as <see cref="TrainingRun.Progress"/>, and as
/// <see cref="TuningRun.Progress"/>.</summary>
/// <remarks>
/// <para>
/// Any number of fits, one after the other or at once: each has a line, and leaves one that says how it ended. The table is there while a fit runs. What is written meanwhile
/// through the same Spectre console (such as <see cref="AnsiConsole"/>) stands above it; what is written past it, with System.Console, disturbs it.
/// </para>
/// <para>Where the output fails (a closed pipe), nothing more is shown; no fit ends for that.</para>
/// </remarks>
/// <threadsafety>All members may be used by many threads.</threadsafety>
public sealed class TrainingConsole : IFitProgress, IProgress<TuningProgress>, IDisposable
{
    private readonly FitBoard _board;
    private readonly object _gate = new();
    private IFitReporter? _unknown;

    /// <summary>Shows fits on a console.</summary>
    /// <param name="console">The console. Default: null, which takes <see cref="AnsiConsole.Console"/>, the standard output.</param>
    /// <param name="mode">How. Default: as the console can.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such mode.</exception>
    public TrainingConsole(IAnsiConsole? console = null, TrainingConsoleMode mode = TrainingConsoleMode.Auto)
    {
        var shown = console ?? AnsiConsole.Console;
        _board = Enum.IsDefined(mode)
            ? new FitBoard(shown, IsLive(shown, mode), () => LineInterval)
            : throw new ArgumentOutOfRangeException(nameof(mode), mode, $"{nameof(mode)} must be one of Auto, Live, Lines.");
    }

    /// <summary>The least time between two lines of a fit, where lines are written; the first and the last line are always. Default: one second.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The time is negative.</exception>
    public TimeSpan LineInterval
    {
        get;
        init => field = value >= TimeSpan.Zero ? value : throw new ArgumentOutOfRangeException(nameof(LineInterval), value, $"{nameof(LineInterval)} must not be negative.");
    } = TimeSpan.FromSeconds(1);

    /// <summary>The same console for fits with a name, instead of "fit 1", "fit 2" and so on.</summary>
    /// <param name="name">The name, not empty. A second fit of the name is called "name 2".</param>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    public IFitProgress Named(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return new NamedFits(_board, name);
    }

    /// <inheritdoc/>
    public IFitReporter Begin(FitDescription fit) => _board.Begin(null, fit);

    /// <summary>Shows a cycle of a fit of which nothing else is known.</summary>
    /// <param name="value">What happened in the cycle.</param>
    public void Report(EpochResult value)
    {
        ArgumentNullException.ThrowIfNull(value);
        lock (_gate)
        {
            _unknown ??= Begin(new FitDescription { Builder = "", Epochs = value.Epochs, EpochsDone = value.Epoch - 1, TrainingRows = 0, Device = "" });
        }

        _unknown.Report(value);
    }

    /// <summary>Shows how far a search over hyperparameters is: above the table of its fits, where they are shown too, else as a line. To be given as
    /// <see cref="TuningRun.Progress"/>.</summary>
    /// <param name="value">How far it is.</param>
    public void Report(TuningProgress value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _board.Tell($"search: {value}", value.IsOver);
    }

    /// <summary>Takes the table away. Later reports are not shown.</summary>
    public void Dispose() => _board.Dispose();

    private static bool IsLive(IAnsiConsole console, TrainingConsoleMode mode) => mode == TrainingConsoleMode.Live
        || (mode == TrainingConsoleMode.Auto
            && console.Profile.Out.IsTerminal
            && console.Profile.Capabilities is { Ansi: true, Interactive: true });
}
