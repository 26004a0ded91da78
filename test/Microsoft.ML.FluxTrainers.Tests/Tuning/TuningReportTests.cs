// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

public sealed class TuningReportTests
{
    private static readonly TuningReport _report = Make();

    [Test]
    public void The_table_has_the_best_trials_first_and_a_star_at_the_one_taken()
    {
        var lines = _report.ToString().Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

        Assert.That(lines[0], Is.EqualTo("4 trials, 1 incomplete; all trials are done"));
        Assert.That(lines[1].Split(' ', StringSplitOptions.RemoveEmptyEntries), Is.EqualTo(new[] { "trial", "loss", "sd", "rate", "kind", "hidden" }));
        Assert.That(lines[2].Split(' ', StringSplitOptions.RemoveEmptyEntries), Is.EqualTo(new[] { "*2", "0.25", "0.07071", "0.01", "b" }));
        Assert.That(lines.Skip(2).Select(line => line.Split(' ')[0]), Is.EqualTo(new[] { "*2", "0", "1" }));
    }

    [Test]
    public void A_parameter_of_numbers_is_drawn_on_the_scale_of_its_range()
    {
        var chart = (ScatterChart)TuningCharts.Parameter(_report, "rate");

        Assert.That(chart.XIsLog, Is.True);
        Assert.That(chart.Points, Is.EqualTo(new ChartPoint[] { new(0.001, 0.5), new(0.1, 0.75), new(0.01, 0.25) }));
    }

    [Test]
    public void A_parameter_of_names_is_drawn_value_by_value()
    {
        var chart = (IntervalChart)TuningCharts.Parameter(_report, "kind");

        Assert.That(chart.Rows.Select(row => (row.Name, row.Value, row.Low, row.High)), Is.EqualTo(new[] { ("a", 0.5, 0.5, 0.5), ("b", 0.5, 0.25, 0.75) }));
    }

    [Test]
    public void Of_many_names_the_best_are_drawn()
    {
        TuningTrial[] trials =
        [
            .. Enumerable.Range(0, 100).Select(i => new TuningTrial
            {
                Id = i,
                Candidate = i,
                Point = TrialPoint.Of(("hidden", new[] { i + 1, 2 })),
                Status = TrialStatus.Completed,
                FoldMetrics = new[] { 100.0 - i },
            }),
        ];
        var report = new TuningReport(trials, trials[^1], new ParameterSpace(ParameterRange.Lists("hidden", 2, 2, 1, 200)), "loss", false, 1, default, "all trials are done");
        var chart = (IntervalChart)TuningCharts.Parameter(report, "hidden");

        Assert.That(chart.Title, Is.EqualTo("hidden: the best 30 of 100"));
        Assert.That(chart.Rows.Select(row => row.Name), Is.EqualTo(Enumerable.Range(0, 30).Select(i => $"({100 - i}, 2)")));
        var axis = TuningCharts.Parallel(report).Axes[0];
        Assert.That(axis.Places().Distinct().Count(), Is.EqualTo(100));
        Assert.That(axis.Labels().Select(label => label.Text), Is.EqualTo(Enumerable.Range(0, 15).Select(i => $"({(7 * i) + 1}, 2)")), "as many names as there is room for");
    }

    [Test]
    public void Parallel_coordinates_have_an_axis_for_each_parameter_and_the_metric()
    {
        var chart = TuningCharts.Parallel(_report);

        Assert.That(chart.Axes.Select(axis => axis.Name), Is.EqualTo(new[] { "rate", "kind", "hidden", "loss" }));
        Assert.That(chart.Axes[1].Values, Is.EqualTo(new double[] { 0, 1, 1 }));
        Assert.That(chart.Axes[2].Values, Is.EqualTo(new[] { 0, double.NaN, double.NaN }), "a gap where it does not count");
        Assert.That(chart.Scale.High, Is.EqualTo(0.25), "a low loss is strong");
    }

    [Test]
    public void The_time_of_predictions_is_drawn_where_it_was_measured()
    {
        Assert.That(TuningCharts.Latency(_report)!.Points, Is.EqualTo(new ChartPoint[] { new(5, 0.5), new(2, 0.25) }));
        Assert.That(TuningCharts.Latency(new TuningReport([], null, new(), "loss", false, 1, default, "none")), Is.Null);
    }

    [Test]
    public void Pairs_are_those_of_numbers() =>
        Assert.That(TuningCharts.Pairs(Make("depth")), Is.EqualTo(new[] { ("rate", "depth") }));

    [Test]
    public void A_page_and_pictures_are_written()
    {
        using var folder = new TempFolder();
        _report.SaveReport(folder["search.html"], "A & B");
        _report.SaveChart(folder["rate.svg"], "rate");
        _report.SavePairChart(folder["pair.svg"], "rate", "kind");
        _report.SaveParallelChart(folder["parallel.svg"]);
        _report.SaveLatencyChart(folder["latency.png"]);

        var page = File.ReadAllText(folder["search.html"]);
        Assert.That(page, Does.Contain("<h1>A &amp; B</h1>").And.Contain("It &lt;broke&gt;.").And.Not.Contain("src=").And.Not.Contain("href="));
        Assert.That(page.Split("<svg").Length - 1, Is.EqualTo(5)); // three parameters, the lines, the times: one parameter of numbers makes no pair
        Assert.That(File.ReadAllText(folder["pair.svg"]), Does.Contain("kind (0: a, 1: b)"));
        Assert.That(File.ReadAllBytes(folder["latency.png"])[..4], Is.EqualTo(new byte[] { 0x89, 0x50, 0x4E, 0x47 }));
        Assert.That(
            () => _report.SaveChart(folder["x.svg"], "rat"),
            Throws.ArgumentException.With.Message.StartsWith("There is no parameter 'rat'. Did you mean 'rate'? There is: rate, kind, hidden."));
    }

    private static TuningReport Make(string? more = null)
    {
        var space = new ParameterSpace(
            ParameterRange.Numbers("rate", 0.001, 0.1, ParameterScale.Log10), ParameterRange.Choices("kind", "a", "b"), ParameterRange.Lists("hidden", 1, 2, 4, 8).When("kind", "a"));
        TuningTrial Trial(int id, double loss, double? micros, params (string, object?)[] point) => new()
        {
            Id = id,
            Candidate = id,
            Point = TrialPoint.Of([.. point, .. more is null ? [] : new (string, object?)[] { (more, id) }]),
            Status = TrialStatus.Completed,
            FoldMetrics = new[] { loss - 0.05, loss + 0.05 },
            TimePerRow = micros is { } time ? TimeSpan.FromMicroseconds(time) : null,
        };
        TuningTrial[] trials =
        [
            Trial(0, 0.5, 5, ("rate", 0.001), ("kind", "a"), ("hidden", new[] { 4, 8 })),
            Trial(1, 0.75, null, ("rate", 0.1), ("kind", "b")),
            Trial(2, 0.25, 2, ("rate", 0.01), ("kind", "b")),
            Trial(3, 0.1, 2, ("rate", 0.02), ("kind", "b")) with { Status = TrialStatus.Failed, Error = "It <broke>." },
        ];
        return new TuningReport(trials, trials[2], space, "loss", false, 1, TimeSpan.FromSeconds(3), "all trials are done");
    }
}
