// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Xml.Linq;
using NUnit.Framework;
using SkiaSharp;

namespace Microsoft.ML.FluxTrainers.Tests;

public sealed class ChartTests
{
    private static readonly ScatterChart _scatter = new("Trials", "learning rate", "loss", [new(0.001, 0.5), new(0.01, 0.2), new(0.1, 0.4), new(double.NaN, 1)])
    {
        XIsLog = true,
        Scale = new ChartScale("seconds", 0, 10),
        Values = [0, 5, 10, 3],
    };

    private static readonly IntervalChart _intervals = new("Models", "accuracy", [new("network", 0.9, 0.85, 0.95), new("trees", 0.8, 0.8, 0.8), new("failed", double.NaN, double.NaN, double.NaN)])
    {
        Reference = 0.5,
    };

    private static readonly ParallelChart _parallel = new(
        "Trials",
        [
            new("Epochs", [0, 10, 5]),
            new("LearningRate", [0.001, double.NaN, 0.1]) { IsLog = true },
            new("Optimizer", [0, 1, 1]) { Categories = ["Adam", "Sgd"] },
        ],
        new ChartScale("loss", 3, 1),
        [1, 2, 3]);

    private static readonly HeatChart _heat = new("Confusion", "predicted", "actual", ["cat", "dog"], ["cat", "dog"], [3, 1, 0, 4]);

    private static readonly LineChart _learning = new("Learning curve", "rows", [new("error", [new(100, 0.5), new(1000, 0.2)]) { Spread = [(100, 0.4, 0.6)] }]) { XIsLog = true };

    private static IEnumerable<Chart> All => [_scatter, _intervals, _parallel, _heat, _learning, Wide(), new HeatChart("Nothing", "x", "y", [], [], []), .. Huge];

    /// <summary>A metric may say "as bad as can be", and one that says nothing at all may be what all are compared with.</summary>
    private static IEnumerable<Chart> Huge =>
    [
        new LineChart("Costs", "epoch", [new("cost", [new(1, double.MaxValue), new(2, 0.5), new(3, 0.25)]) { Mark = new(1, double.MaxValue) }]),
        new ScatterChart("Trials", "learning rate", "cost", [new(0.1, double.MaxValue), new(0.2, -1), new(0.3, 2)]) { ShowsZero = true },
        new IntervalChart("Models", "cost", [new("network", double.MaxValue, 0, double.MaxValue), new("trees", 1, 0.5, 1.5)]) { Reference = double.MaxValue },
        new IntervalChart("Models", "cost", [new("network", double.NaN, double.NaN, double.NaN)]) { Reference = double.NaN },
    ];

    [TestCaseSource(nameof(All))]
    public void Every_chart_lies_inside_of_its_picture(object one)
    {
        var chart = (Chart)one;
        var drawing = chart.Draw();
        var points = drawing.Shapes.SelectMany(PointsOf).ToList();

        Assert.That(points.Select(point => point.X), Is.All.InRange(0, ChartDrawing.Width));
        Assert.That(points.Select(point => point.Y), Is.All.InRange(0, drawing.Height));
    }

    [TestCaseSource(nameof(All))]
    public void Every_chart_can_be_drawn_both_ways(object one)
    {
        var chart = (Chart)one;
        var svg = XDocument.Parse(ChartSvg.Alone(chart));
        using var png = new MemoryStream();
        ChartPng.Write(chart, png);
        using var bitmap = SKBitmap.Decode(png.ToArray());

        Assert.That((string?)svg.Root!.Attribute("viewBox"), Is.EqualTo($"0 0 720 {chart.Draw().Height}"));
        Assert.That(svg.ToString(), Does.Not.Contain("NaN\"").And.Not.Contain("NaN,").And.Not.Contain("∞"));
        Assert.That((bitmap.Width, bitmap.Height), Is.EqualTo((1440, 2 * chart.Draw().Height)));
        Assert.That(bitmap.Pixels.Distinct().Count(), Is.GreaterThan(2));
    }

    // From 0.001 to 0.1 are two decades over 636; 0.2 to 0.5 needs an axis from 0.2 to 0.5, 236 high.
    [Test]
    public void A_scatter_plot_places_points_and_colors_them_by_value()
    {
        var dots = _scatter.Draw().Shapes.OfType<ChartDot>().ToList();

        Assert.That(dots.Select(dot => dot.Center.X), Is.EqualTo(new[] { 64, 382, 700 }).Within(1e-9));
        Assert.That(dots.Select(dot => dot.Center.Y), Is.EqualTo(new[] { 56, 292, 292 - (236 * 2 / 3.0) }).Within(1e-9));
        Assert.That(dots.Select(dot => dot.Ink.Step), Is.EqualTo(new[] { 0, 3, 6 }));
    }

    // From 0.5 to 0.95: an axis from 0.5 to 1; the longest name has 7 letters, so values go from 62.4 to 636.
    [Test]
    public void An_interval_plot_has_a_dot_and_a_line_for_each_name()
    {
        var shapes = _intervals.Draw().Shapes;
        var dots = shapes.OfType<ChartDot>().ToList();
        var lines = shapes.OfType<ChartStroke>().Where(stroke => stroke.Ink.Color is not null).ToList();
        double Place(double value) => 62.4 + ((value - 0.5) / 0.5 * (636 - 62.4));

        Assert.That(dots.Select(dot => dot.Center.X), Is.EqualTo(new[] { Place(0.9), Place(0.8) }).Within(1e-9));
        Assert.That(dots.Select(dot => dot.Center.Y), Is.EqualTo(new[] { 69, 95 }));
        Assert.That(lines.Single().Points.Select(point => point.X), Is.EqualTo(new[] { Place(0.85), Place(0.95) }).Within(1e-9));
        Assert.That(shapes.OfType<ChartStroke>().Single(stroke => stroke.Ink.IsReference).Points[0].X, Is.EqualTo(62.4).Within(1e-9));
        Assert.That(shapes.OfType<ChartText>().Select(text => text.Text), Does.Contain("0.9").And.Contain("trees"));
    }

    // Axes from 84 (high) to 340 (low), 688 / 3 apart; 0 to 10 in linear, 0.001 to 0.1 in logarithmic steps, two categories at a quarter and three quarters.
    [Test]
    public void Parallel_coordinates_pass_through_each_value_the_best_last()
    {
        var lines = _parallel.Draw().Shapes.OfType<ChartStroke>().Where(stroke => stroke.Ink.Step is not null).ToList();

        Assert.That(lines.Select(line => line.Ink.Step), Is.EqualTo(new[] { 0, 6 })); // the one in between has a gap, which leaves single points
        Assert.That(lines[1].Points.Select(point => point.X), Is.EqualTo(new[] { 12, 12 + (688 / 3.0), 12 + (1376 / 3.0) }).Within(1e-9));
        Assert.That(lines[1].Points.Select(point => point.Y), Is.EqualTo(new[] { 340, 340, 340 - 64.0 }).Within(1e-9));
        Assert.That(lines[0].Points.Select(point => point.Y), Is.EqualTo(new[] { 212, 84, 84 + 64.0 }).Within(1e-9));
    }

    [Test]
    public void An_axis_without_room_for_a_path_has_its_end()
    {
        string[] Names(params string[] names) =>
            [.. (_parallel with { Axes = [.. names.Select(name => new ParallelAxis(name, [1, 2, 3]))] }).Draw().Shapes.OfType<ChartText>().Select(text => text.Text).Intersect([.. names, "LearningRate"])];

        Assert.That(Names("Optimizer.LearningRate", "loss"), Is.EqualTo(new[] { "Optimizer.LearningRate", "loss" }));
        Assert.That(Names("Optimizer.LearningRate", "a", "b", "c", "d", "loss"), Is.EqualTo(new[] { "LearningRate", "a", "b", "c", "d", "loss" }));
    }

    [Test]
    public void Long_numbers_at_an_axis_have_room()
    {
        var chart = new LineChart("Loss", "epoch", [new("training", [new(0, 1.7001e9), new(1, 1.7e9)])]);
        var labels = chart.Draw().Shapes.OfType<ChartText>().Where(text => text.Anchor == ChartAnchor.End).ToList();

        Assert.That(labels.Select(label => label.Text), Does.Contain("1.70002e9"));
        Assert.That(labels.Select(label => label.At.X - (label.Text.Length * 6.7)), Is.All.GreaterThanOrEqualTo(ChartDrawing.Left));
    }

    // XML has no way to write most control characters.
    [Test]
    public void A_file_can_be_read_whatever_letters_a_name_has()
    {
        (string Name, string Shown)[] names =
            [("a\u0001b", "a\uFFFDb"), ("tab\tand <é>", "tab\tand <é>"), ("\uFFFF\0\uFFFE", "\uFFFD\uFFFD\uFFFD"), ("😀", "😀"), ("half\uD83D", "half\uFFFD")];
        foreach (var (name, shown) in names)
        {
            var svg = XDocument.Parse(ChartSvg.Alone(_intervals with { Title = name }));

            Assert.That((string?)svg.Root!.Attribute("aria-label"), Is.EqualTo(shown.Replace('\t', ' ')));
            Assert.That(svg.Descendants().Single(text => (string?)text.Attribute("class") == "title").Value, Is.EqualTo(shown));
        }
    }

    [TestCase("abcdefgh", "abc…")]
    [TestCase("ab😀defgh", "ab…")]
    [TestCase("a😀cdefgh", "a😀…")]
    [TestCase("abcd", "abcd")]
    public void A_name_is_cut_between_letters(string name, string shown) => Assert.That(ChartText.Fitted(name, 4 * 7.2), Is.EqualTo(shown));

    [Test]
    public void A_heat_map_has_a_cell_for_each_number_the_largest_the_strongest()
    {
        var shapes = _heat.Draw().Shapes;
        var boxes = shapes.OfType<ChartBoxes>().ToList();

        Assert.That(boxes.Sum(shade => shade.Boxes.Count), Is.EqualTo(4));
        Assert.That(boxes.Select(shade => shade.Ink.Opacity), Is.Ordered.Ascending);
        Assert.That(boxes[^1].Boxes.Single().Y, Is.EqualTo(56 + 32)); // the 4, below and to the right
        Assert.That(shapes.OfType<ChartText>().Where(text => text.IsOnBox).Select(text => text.Text), Is.EqualTo(new[] { "3", "1", "0", "4" }));
    }

    [TestCase(new[] { 0.001, 0.1 }, new[] { "0.001", "0.01", "0.1" })]
    [TestCase(new[] { 3.0, 4.0 }, new[] { "1", "10" })]
    [TestCase(new[] { 1e-7, 10.0 }, new[] { "1e-7", "1e-5", "0.001", "0.1", "10" })]
    [TestCase(new[] { -1.0, 0.0, double.NaN }, new[] { "1", "10" })]
    [TestCase(new[] { 1e-300, 1e300 }, new[] { "1e-300", "1e-200", "1e-100", "1", "1e100", "1e200", "1e300" })]
    public void A_logarithmic_axis_has_powers_of_ten(double[] values, string[] expected)
    {
        var axis = ChartAxis.Of(values, isLog: true);

        Assert.That(axis.Ticks.Select(axis.Text), Is.EqualTo(expected));
        Assert.That((axis.Place(axis.Low), axis.Place(axis.High)), Is.EqualTo((0.0, 1.0)));
    }

    private static HeatChart Wide()
    {
        string[] names = [.. Enumerable.Range(0, 64).Select(i => $"class number {i}")];
        return new("Many", "predicted", "actual", names, names, [.. Enumerable.Range(0, 64 * 64).Select(i => (double)(i % 65 == 0 ? 1000 : i % 7))]);
    }

    private static IEnumerable<ChartPoint> PointsOf(ChartShape shape) => shape switch
    {
        ChartStroke stroke => stroke.Points,
        ChartDot dot => [new(dot.Center.X - dot.Radius, dot.Center.Y - dot.Radius), new(dot.Center.X + dot.Radius, dot.Center.Y + dot.Radius)],
        ChartBoxes boxes => boxes.Boxes.SelectMany(box => new ChartPoint[] { new(box.X, box.Y), new(box.X + box.Width, box.Y + box.Height) }),
        ChartText text => [text.At],
        _ => throw new NotSupportedException(),
    };
}
