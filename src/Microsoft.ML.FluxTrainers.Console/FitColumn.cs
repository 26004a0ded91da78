// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Spectre.Console;
using Spectre.Console.Rendering;
using static System.FormattableString;

namespace Microsoft.ML.FluxTrainers;

/// <summary>A column of the table of fits.</summary>
/// <param name="Header">Its name.</param>
/// <param name="Rank">How early it is left out where the console is narrow: the highest goes first.</param>
/// <param name="Text">What it says of a fit.</param>
internal sealed record FitColumn(string Header, int Rank, Func<FitLine, string> Text)
{
    private const int BarWidth = 20;
    private const int ShortestName = 10;

    /// <summary>Whether it is aligned at its left.</summary>
    public bool IsText { get; init; }

    /// <summary>The color of a cell. Default: that of the terminal.</summary>
    public Func<FitLine, Color> Color { get; init; } = _ => Spectre.Console.Color.Default;

    /// <summary>The columns that some fits need.</summary>
    /// <param name="fits">The fits.</param>
    /// <param name="isUnicode">Whether the console has other letters than those of ASCII.</param>
    /// <param name="maxWidth">How wide all of them may be: a long name has a third of it.</param>
    public static IReadOnlyList<FitColumn> Of(IReadOnlyList<FitLine> fits, bool isUnicode, int maxWidth)
    {
        var longestName = Math.Max(ShortestName, maxWidth / 3);
        var metrics = fits.SelectMany(fit => fit.Latest?.Metrics.Keys ?? (fit.Fit.ValidationMetric is { } metric ? [metric] : [])).Distinct().ToList();
        var hasValidation = fits.Any(fit => fit.Fit.ValidationRows > 0 || fit.Latest?.ValidationLoss is not null);
        List<FitColumn> columns =
        [
            new("", 0, fit => Shortened(fit.Name, longestName, isUnicode)) { IsText = true },
            new("epoch", 1, fit => Invariant($"{fit.Latest?.Epoch ?? fit.Fit.EpochsDone}/{fit.Latest?.Epochs ?? fit.Fit.Epochs}")),
            new("", 6, fit => Bar(fit, isUnicode)) { IsText = true, Color = _ => Spectre.Console.Color.Blue },
            new("training loss", 3, fit => Number(fit.Latest?.TrainingLoss)),
        ];
        if (hasValidation)
        {
            columns.Add(new("validation loss", 2, fit => Number(fit.Latest?.ValidationLoss)) { Color = BestColor });
            columns.AddRange(metrics.Select(name => new FitColumn(name, 2, fit => Number(fit.Latest?.Metrics.TryGetValue(name, out var value) == true ? value : null)) { Color = BestColor }));
            columns.Add(new("best epoch", 5, fit => fit.Best is { } best ? Invariant($"{best.Epoch}") + (best == fit.Latest ? " *" : "  ") : "") { Color = BestColor });
        }

        columns.Add(new("rate", 7, fit => Number(fit.Latest?.LearningRate)));
        columns.Add(new("rows/s", 8, fit => fit.Latest is { } latest ? Invariant($"{latest.RowsPerSecond:N0}") : ""));
        columns.Add(new("left", 4, fit => fit.Left is { } left ? Numbers.Time(left) : ""));
        return columns;
    }

    /// <summary>How wide it has to be.</summary>
    public int Width(IReadOnlyList<FitLine> fits) => fits.Max(fit => Math.Max(Header.Length, Cells(Text(fit))));

    /// <summary>What it shows of a fit.</summary>
    public Text Cell(FitLine fit) => new(Text(fit), new Style(Color(fit)));

    /// <summary>How many cells of a terminal a text takes: some letters take two, others none.</summary>
    private static int Cells(string text) => new Segment(text).CellCount();

    private static string Shortened(string name, int cells, bool isUnicode) =>
        Cells(name) <= cells ? name : Segment.Truncate(new Segment(name), cells - 1)?.Text + (isUnicode ? "…" : "~");

    private static Color BestColor(FitLine fit) => fit.Latest?.IsBest == true ? Spectre.Console.Color.Green : Spectre.Console.Color.Default;

    private static string Number(double? value) => value is { } number ? Numbers.Short(number) : "";

    private static string Bar(FitLine fit, bool isUnicode)
    {
        var (done, all) = (fit.Latest?.Epoch ?? fit.Fit.EpochsDone, Math.Max(1, fit.Latest?.Epochs ?? fit.Fit.Epochs));
        var full = Math.Clamp((int)((long)BarWidth * done / all), 0, BarWidth);
        return new string(isUnicode ? '━' : '#', full) + new string(isUnicode ? '─' : '-', BarWidth - full);
    }
}
