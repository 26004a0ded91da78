// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Globalization;
using NUnit.Framework;
using Spectre.Console;
using Spectre.Console.Testing;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>Fits in a console.</summary>
public sealed class TrainingConsoleTests
{
    private static readonly NeuralClassifierOptions _options = new()
    {
        Builder = new MlpBuilder(8),
        Epochs = 4,
        Seed = 4,
        ValidationFraction = 0.2,
        ValidationMetric = ValidationMetric.Accuracy,
    };

    private static readonly List<TestRow> _rows = TestRows.Blobs(100);
    private static readonly FitDescription _description = new() { Builder = "", Epochs = 50, TrainingRows = 100, ValidationRows = 20, Device = "cpu" };

    [Test]
    public void Redirected_output_gets_a_line_an_epoch_without_any_escape()
    {
        var writer = new StringWriter();
        using var console = new TrainingConsole(Plain(writer)) { LineInterval = TimeSpan.Zero };
        using var fitted = _options.Fit(_rows, run: new TrainingRun { Progress = console });
        var lines = Lines(writer);
        var last = fitted.History.TrainingLosses[^1].ToString("G4", CultureInfo.InvariantCulture);

        Assert.That(lines[0], Is.EqualTo("fit 1: 4 epochs of 80 rows, 20 rows held out, MlpBuilder(8) on cpu"));
        Assert.That(lines, Has.Length.EqualTo(6));
        Assert.That(lines[1], Does.Match(@"^fit 1: epoch 1/4, training loss [\d.]+, validation loss [\d.]+, accuracy [\d.]+, best, rate 0\.003, [\d,]+ rows/s, \d:\d\d left$"));
        Assert.That(lines[4], Does.StartWith($"fit 1: epoch 4/4, training loss {last}, "));
        Assert.That(lines[5], Does.Match($@"^fit 1: 4 epochs in \d:\d\d, training loss {last}; best epoch {fitted.History.BestEpoch}: accuracy [\d.]+, validation loss [\d.]+; all 4 epochs done$"));
        Assert.That(writer.ToString(), Does.Not.Contain('\e'));
    }

    // An hour between lines: only the first and the last.
    [Test]
    public void Lines_of_a_fit_are_so_far_apart_as_was_asked()
    {
        var writer = new StringWriter();
        using var console = new TrainingConsole(Plain(writer)) { LineInterval = TimeSpan.FromHours(1) };
        _options.Fit(_rows, run: new TrainingRun { Progress = console }).Dispose();

        Assert.That(Lines(writer).Select(line => line.Split(',')[0]).ToList(), Has.Count.EqualTo(3).And.Some.EqualTo("fit 1: epoch 1/4"));
    }

    [Test]
    public void A_fit_that_fails_or_is_cancelled_says_so_and_fits_are_told_apart()
    {
        var writer = new StringWriter();
        using var source = new CancellationTokenSource();
        using var console = new TrainingConsole(Plain(writer));
        Assert.Catch(() => _options.Fit(_rows, run: new TrainingRun { Progress = console.Named("a"), Actions = [TrainingAction.ErrorIf(_ => true, "bad luck")] }));
        Assert.Catch(() => _options.Fit(_rows, run: new TrainingRun
        {
            Progress = console.Named("a"),
            CancellationToken = source.Token,
            Actions = [TrainingAction.Do(_ => source.Cancel())],
        }));
        var lines = Lines(writer);

        Assert.That(lines[2], Does.StartWith("a: 1 epoch in ").And.EndsWith("; failed: bad luck (after epoch 1)"));
        Assert.That(lines[^1], Does.StartWith("a 2: 1 epoch in ").And.EndsWith("; cancelled"));
    }

    [Test]
    public void A_terminal_gets_a_table_while_fits_run_and_a_line_of_each_that_stays([Values] bool isUnicode)
    {
        var screen = new Screen();
        var terminal = Terminal(screen, isUnicode);
        using var console = new TrainingConsole(terminal, TrainingConsoleMode.Live);
        var during = "";
        var run = new TrainingRun
        {
            Progress = console.Named("iris"),
            Actions = [TrainingAction.Do(_ => during = WaitFor(screen, "4/4", "accuracy", isUnicode ? "━" : "##")).Every(4)],
        };
        _options.Fit(_rows, run: run).Dispose();

        Assert.That(during, Does.Contain("training loss").And.Contain("validation loss").And.Contain("accuracy").And.Contain("best epoch").And.Contain("rows/s"));
        Assert.That(during, Does.Contain(isUnicode ? "━" : "#"));
        Assert.That(screen.ToString(), Does.Match(@"iris: 4 epochs in \d:\d\d, training loss [\d.]+; best epoch \d: accuracy [\d.]+, validation loss [\d.]+; all 4 epochs done"));
        Assert.That(screen.ToString(), Does.Contain("\e[?25l").And.Contain("\e[?25h"), "the cursor is hidden, and shown again");
        Assert.That(screen.ToString().LastIndexOf("\e[?25h", StringComparison.Ordinal), Is.GreaterThan(screen.ToString().LastIndexOf("\e[?25l", StringComparison.Ordinal)));
    }

    [Test]
    public void Fits_that_run_at_once_stand_one_below_the_other()
    {
        var screen = new Screen();
        var terminal = Terminal(screen);
        using var console = new TrainingConsole(terminal, TrainingConsoleMode.Live);
        using var both = new Barrier(3);
        void Fit(string name) => _options.Fit(_rows, run: new TrainingRun
        {
            Progress = console.Named(name),
            Actions = [TrainingAction.Do(_ =>
            {
                both.SignalAndWait();
                both.SignalAndWait();
            }).Every(4)],
        }).Dispose();
        Task[] fits = [Task.Run(() => Fit("one")), Task.Run(() => Fit("two"))];
        both.SignalAndWait();
        var during = WaitFor(screen, "two", "one");
        both.SignalAndWait();
        Task.WaitAll(fits);

        Assert.That(during, Does.Contain("one").And.Contain("two"));
        Assert.That(screen.ToString(), Does.Contain("one: 4 epochs in ").And.Contain("two: 4 epochs in "));
    }

    // Spectre takes colors away where NO_COLOR is set.
    [TestCase(ColorSystemSupport.EightBit, true)]
    [TestCase(ColorSystemSupport.NoColors, false)]
    public void The_table_has_colors_where_the_console_has(ColorSystemSupport colors, bool expected)
    {
        var screen = new Screen();
        using var console = new TrainingConsole(Terminal(screen, colors: colors), TrainingConsoleMode.Live);
        _options.Fit(_rows, run: new TrainingRun { Progress = console }).Dispose();

        Assert.That(screen.ToString(), Does.Contain("fit 1: 4 epochs in "));
        Assert.That(screen.ToString().Contains("\e[38", StringComparison.Ordinal), Is.EqualTo(expected));
    }

    [TestCase(200, new[] { "epoch", "training loss", "validation loss", "accuracy", "best epoch", "rate", "rows/s", "left" })]
    [TestCase(60, new[] { "epoch", "training loss", "validation loss", "accuracy", "left" })]
    [TestCase(30, new[] { "epoch", "accuracy" })]
    public void A_narrow_console_gets_what_matters_most(int width, string[] expected)
    {
        using var terminal = new TestConsole();
        (terminal.Profile.Width, terminal.Profile.Capabilities.Unicode) = (width, true);
        var line = new FitLine("a", new FitDescription { Builder = "", Epochs = 50, TrainingRows = 100, ValidationRows = 20, Device = "cpu" }, TimeProvider.System);
        line.Add(Result(12));
        terminal.Write(new FitTable(() => [line], () => null));
        var lines = terminal.Lines;

        Assert.That(lines, Has.Count.EqualTo(2));
        Assert.That(lines.Select(text => text.TrimEnd().Length), Is.All.LessThanOrEqualTo(width));
        Assert.That(expected.Where(header => !lines[0].Contains(header, StringComparison.Ordinal)), Is.Empty);
        Assert.That(lines[1], Does.Contain("12/50"));
    }

    [Test]
    public void No_cell_wraps_at_any_width([Range(20, 130)] int width)
    {
        using var terminal = new TestConsole();
        (terminal.Profile.Width, terminal.Profile.Capabilities.Unicode) = (width, true);
        var line = new FitLine("a", new FitDescription { Builder = "", Epochs = 50, TrainingRows = 100, ValidationRows = 20, Device = "cpu" }, TimeProvider.System);
        line.Add(Result(12));
        terminal.Write(new FitTable(() => [line], () => null));

        Assert.That(terminal.Lines, Has.Count.EqualTo(2));
    }

    // What is written goes where the table was: whatever of it is not erased first stays beside the text.
    [Test]
    public void Text_that_is_written_meanwhile_stands_alone()
    {
        var screen = new Screen();
        var terminal = Terminal(screen);
        using (var console = new TrainingConsole(terminal, TrainingConsoleMode.Live))
        {
            var note = TrainingAction.Do(result =>
            {
                WaitFor(screen, $"{result.Epoch - 1}/4");
                terminal.WriteLine($"note {result.Epoch}");
            });
            _options.Fit(_rows, run: new TrainingRun { Progress = console, Actions = [note] }).Dispose();
        }

        Assert.That(screen.ToString(), Does.Match(@"\e\[\d+A[^\n]*\e\[J[^\n]*note 4"));
    }

    // 12 of 50 epochs in 24 seconds, of which the fit has done 10, of 2.4 seconds each; 6 seconds have passed since.
    [Test]
    public void The_time_left_is_that_of_the_epochs_of_this_fit()
    {
        var clock = new ManualClock();
        var line = new FitLine("a", new FitDescription { Builder = "", Epochs = 50, EpochsDone = 2, TrainingRows = 100, Device = "cpu" }, clock);
        Assert.That(line.Left, Is.Null);
        clock.Now += TimeSpan.FromSeconds(24);
        line.Add(Result(12));
        clock.Now += TimeSpan.FromSeconds(6);

        Assert.That(line.Left, Is.EqualTo(TimeSpan.FromSeconds((38 * 2.4) - 6)));
        Assert.That(line.BeginText(), Is.EqualTo("a: epochs 3 to 50 of 100 rows"));
        clock.Now += TimeSpan.FromHours(1);
        Assert.That(line.Left, Is.EqualTo(TimeSpan.Zero));
    }

    // As many epochs as an int counts, of 10 minutes each, take longer than a TimeSpan can say: 40,000 years.
    [Test]
    public void A_fit_without_an_end_has_a_time_left()
    {
        var clock = new ManualClock();
        var line = new FitLine("a", new FitDescription { Builder = "", Epochs = int.MaxValue, TrainingRows = 100, Device = "cpu" }, clock);
        clock.Now += TimeSpan.FromMinutes(10);
        line.Add(Result(1) with { Epochs = int.MaxValue });

        Assert.That(line.Left, Is.EqualTo(TimeSpan.MaxValue));
        Assert.That(line.Text(), Does.EndWith(" left"));
    }

    [TestCase(7.9, "0:07")]
    [TestCase(3723, "1:02:03")]
    [TestCase(360000, "100:00:00")]
    public void Times_are_read_as_on_a_clock(double seconds, string expected) =>
        Assert.That(Numbers.Time(TimeSpan.FromSeconds(seconds)), Is.EqualTo(expected));

    [Test]
    public void What_else_is_live_on_the_console_makes_it_write_lines()
    {
        var screen = new Screen();
        var terminal = Terminal(screen);
        using var console = new TrainingConsole(terminal, TrainingConsoleMode.Live);
        terminal.Live(new Text("another")).Start(_ => _options.Fit(_rows, run: new TrainingRun { Progress = console }).Dispose());
        _options.Fit(_rows, run: new TrainingRun { Progress = console }).Dispose();

        Assert.That(screen.ToString(), Does.Contain("fit 1: 4 epochs in ").And.Contain("fit 2: 4 epochs of 80 rows"));
    }

    // Spectre shows one table at a time: the second waits until the first is gone.
    [Test]
    public void A_fit_that_begins_while_the_last_table_is_taken_away_gets_a_table_too()
    {
        using var fitted = _options.Fit(_rows);
        using var leaving = new SlowToLeave();
        var screen = new Screen();
        using var console = new TrainingConsole(Terminal(screen, oneAtATime: leaving), TrainingConsoleMode.Live);
        var first = console.Named("first").Begin(_description);
        var end = Task.Run(() => first.End(fitted.History, null));
        leaving.IsLeaving.Wait();
        var second = console.Named("second").Begin(_description);
        leaving.HasRefused.Wait(TimeSpan.FromSeconds(1));
        leaving.MayLeave.Set();
        end.Wait();

        Assert.That(WaitFor(screen, "second", "0/50"), Does.Match(@"second +0/50"));
        second.End(fitted.History, null);
        Assert.That(screen.ToString(), Does.Contain("second: 4 epochs in "));
    }

    [TestCase("日本語の名前", 40)]
    [TestCase("two\r\nlines\tand a tab", 60)]
    [TestCase("a name that is by far longer than the console is wide, and would leave no room for a loss", 60)]
    public void A_name_takes_one_line_and_leaves_room_for_numbers(string name, int width)
    {
        using var terminal = new TestConsole();
        (terminal.Profile.Width, terminal.Profile.Capabilities.Unicode) = (width, true);
        var line = new FitLine(name, _description, TimeProvider.System);
        line.Add(Result(12));
        terminal.Write(new FitTable(() => [line], () => null));

        Assert.That(terminal.Lines, Has.Count.EqualTo(2));
        Assert.That(terminal.Lines[0], Does.Contain("epoch").And.Contain("accuracy"));
        Assert.That(terminal.Lines[1], Does.StartWith(name[..3]).And.Contain("12/50").And.Not.Contain('\t'));
    }

    [Test]
    public void A_closed_output_ends_no_fit()
    {
        var writer = new StreamWriter(new ClosedStream()) { AutoFlush = true };
        using var console = new TrainingConsole(Plain(writer));

        Assert.That(() => _options.Fit(_rows, run: new TrainingRun { Progress = console }).Dispose(), Throws.Nothing);
    }

    [Test]
    public void After_its_end_a_console_shows_nothing_and_harms_nothing()
    {
        var screen = new Screen();
        var terminal = Terminal(screen);
        var console = new TrainingConsole(terminal, TrainingConsoleMode.Live);
        var run = new TrainingRun { Progress = console, Actions = [TrainingAction.Do(result => EndAt(result))] };
        void EndAt(EpochResult result)
        {
            if (result.Epoch == 2)
            {
                console.Dispose();
            }
        }

        _options.Fit(_rows, run: run).Dispose();
        _options.Fit(_rows, run: run).Dispose();

        Assert.That(screen.ToString(), Does.Not.Contain("4 epochs in"));
    }

    [Test]
    public void Cycles_of_fits_unknown_to_it_are_shown_too()
    {
        var writer = new StringWriter();
        using var console = new TrainingConsole(Plain(writer));
        console.Report(Result(1));

        Assert.That(Lines(writer)[^1], Does.StartWith("fit 1: epoch 1/50, training loss 0.5, validation loss 0.25, accuracy 0.75, "));
    }

    // Of lines, the first and the last are always there, and those between at most once an interval.
    [Test]
    public void A_search_is_told_in_lines_where_no_table_is()
    {
        var writer = new StringWriter();
        using var console = new TrainingConsole(Plain(writer)) { LineInterval = TimeSpan.FromHours(1) };
        for (var done = 1; done <= 4; done++)
        {
            console.Report(Search(done));
        }

        Assert.That(Lines(writer), Is.EqualTo(new[]
        {
            "search: 1 of 4 trials, best log loss 0.5 (BatchSize 8), 0:00:03 left",
            "search: 4 of 4 trials, best log loss 0.5 (BatchSize 8), 0:00:00 left",
        }));
    }

    [Test]
    public void A_search_stands_above_the_table_of_its_fits()
    {
        var screen = new Screen();
        using var console = new TrainingConsole(Terminal(screen), TrainingConsoleMode.Live);
        var during = "";
        var run = new TrainingRun
        {
            Progress = console,
            Actions = [TrainingAction.Do(_ =>
            {
                console.Report(Search(3));
                during = WaitFor(screen, "search: 3 of 4 trials", "training loss");
                console.Report(Search(4));
            }).Every(4)],
        };
        _options.Fit(_rows, run: run).Dispose();

        Assert.That(during, Does.Contain("search: 3 of 4 trials, best log loss 0.5 (BatchSize 8), 0:00:01 left"));
        Assert.That(screen.ToString(), Does.Contain("search: 4 of 4 trials").And.Contain("fit 1: 4 epochs in "));
    }

    // Neither of the two tells how many trials there will be.
    [TestCase(true)]
    [TestCase(false)]
    public void A_search_that_is_over_stands_above_no_later_table(bool isHalving)
    {
        var screen = new Screen();
        using var console = new TrainingConsole(Terminal(screen), TrainingConsoleMode.Live);
        var context = new MLContext(1);
        var options = isHalving
            ? new TuningOptions { Strategy = new AsynchronousHalving(), Trials = 3, Resampling = new Holdout(), Seed = 1 }
            : new TuningOptions { TimeLimit = TimeSpan.FromTicks(1), Resampling = new Holdout(), Seed = 1 };
        context.FluxTrainers.Tuned(
            context.FluxTrainers.NeuralClassifier(_options), new(ParameterRange.Choices("BatchSize", 8, 16)), options, new TuningRun { Progress = console }).Fit(_rows.ToView(context, 3)).Dispose();
        Assert.That(screen.ToString(), Does.Contain("search: "));
        var before = screen.ToString().Length;

        var run = new TrainingRun { Progress = console, Actions = [TrainingAction.Do(_ => WaitFor(screen, "training loss")).Every(4)] };
        _options.Fit(_rows, run: run).Dispose();

        Assert.That(screen.ToString()[before..], Does.Not.Contain("search: ").And.Contain("fit 1: "));
    }

    [Test]
    public void Wrong_settings_are_refused()
    {
        Assert.That(() => new TrainingConsole(mode: (TrainingConsoleMode)9), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(
            () => new TrainingConsole { LineInterval = TimeSpan.FromSeconds(-1) },
            Throws.TypeOf<ArgumentOutOfRangeException>().With.Message.StartsWith("LineInterval must not be negative."));
    }

    private static TuningProgress Search(int done)
    {
        var trial = new TuningTrial { Id = 0, Candidate = 0, Point = TrialPoint.Of(("BatchSize", 8)), Status = TrialStatus.Completed, FoldMetrics = [0.5] };
        return new TuningProgress
        {
            Done = done,
            Total = 4,
            IsOver = done == 4,
            Incomplete = 0,
            Latest = trial,
            Best = trial,
            MetricName = "log loss",
            Elapsed = TimeSpan.FromSeconds(done),
            Remaining = TimeSpan.FromSeconds(4 - done),
        };
    }

    private static EpochResult Result(int epoch) => new()
    {
        Cycle = epoch,
        Epoch = epoch,
        Epochs = 50,
        TrainingLoss = 0.5,
        TrainingLosses = [0.5],
        ValidationLoss = 0.25,
        Metrics = new Dictionary<string, double> { ["accuracy"] = 0.75 },
        IsBest = true,
        LearningRate = 0.001,
        Seconds = 1,
        RowsPerSecond = 12345,
    };

    private static IAnsiConsole Plain(TextWriter writer) => AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer) });

    private static IAnsiConsole Terminal(
        Screen screen, bool isUnicode = true, ColorSystemSupport colors = ColorSystemSupport.EightBit, IExclusivityMode? oneAtATime = null)
    {
        var terminal = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.Yes,
            Interactive = InteractionSupport.Yes,
            Out = new AnsiConsoleOutput(screen),
            ColorSystem = colors,
            ExclusivityMode = oneAtATime,
        });
        (terminal.Profile.Width, terminal.Profile.Height, terminal.Profile.Capabilities.Unicode) = (160, 40, isUnicode);
        return terminal;
    }

    private static string[] Lines(StringWriter writer) => writer.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>What the terminal has got once it has got some texts.</summary>
    private static string WaitFor(Screen screen, params string[] texts)
    {
        for (var i = 0; i < 500 && !texts.All(text => screen.ToString().Contains(text, StringComparison.Ordinal)); i++)
        {
            Thread.Sleep(10);
        }

        return screen.ToString();
    }

    /// <summary>What is written, readable while it is.</summary>
    private sealed class Screen : StringWriter
    {
        private readonly object _gate = new();

        public override void Write(char value)
        {
            lock (_gate)
            {
                base.Write(value);
            }
        }

        public override void Write(string? value)
        {
            lock (_gate)
            {
                base.Write(value);
            }
        }

        public override void Write(char[] buffer, int index, int count)
        {
            lock (_gate)
            {
                base.Write(buffer, index, count);
            }
        }

        public override void Write(ReadOnlySpan<char> buffer)
        {
            lock (_gate)
            {
                base.Write(buffer);
            }
        }

        public override string ToString()
        {
            lock (_gate)
            {
                return base.ToString();
            }
        }
    }

    /// <summary>One live display at a time, as Spectre has it; the first stays for as long as it is told.</summary>
    private sealed class SlowToLeave : IExclusivityMode, IDisposable
    {
        private readonly SemaphoreSlim _one = new(1);

        public ManualResetEventSlim IsLeaving { get; } = new();

        public ManualResetEventSlim MayLeave { get; } = new();

        public ManualResetEventSlim HasRefused { get; } = new();

        public T Run<T>(Func<T> func)
        {
            if (!_one.Wait(0))
            {
                HasRefused.Set();
                throw new InvalidOperationException("Another display is live.");
            }

            var result = func();
            IsLeaving.Set();
            MayLeave.Wait();
            _one.Release();
            return result;
        }

        public Task<T> RunAsync<T>(Func<Task<T>> func) => Task.Run(() => Run(() => func().Result));

        public void Dispose()
        {
            _one.Dispose();
            IsLeaving.Dispose();
            MayLeave.Dispose();
            HasRefused.Dispose();
        }
    }

    private sealed class ManualClock : TimeProvider
    {
        public TimeSpan Now { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Now.Ticks;
    }

    private sealed class ClosedStream : MemoryStream
    {
        public override void Write(byte[] buffer, int offset, int count) => throw new IOException("Broken pipe");

        public override void Write(ReadOnlySpan<byte> buffer) => throw new IOException("Broken pipe");
    }
}
