// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using NUnit.Framework;
using SkiaSharp;

namespace Microsoft.ML.FluxTrainers.Tests;

public sealed class TrainingReportTests
{
    private static readonly TrainingHistory _history = History();
    private string _folder = "";

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("flux-report").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public void A_report_is_one_page_that_fetches_nothing()
    {
        var html = Saved(path => _history.SaveReport(path, "Flowers <1>"), "report.html");

        Assert.That(html, Does.StartWith("<!doctype html>").And.Contains("<h1>Flowers &lt;1&gt;</h1>"));
        Assert.That(Regex.Matches(html, "(?i)(src|href|@import|url\\(|<script)"), Is.Empty);
        Assert.That(Regex.Matches(html, "https?://[^\"]*").Select(match => match.Value), Is.All.EqualTo("http://www.w3.org/2000/svg"));
    }

    [Test]
    public void Its_numbers_are_those_of_the_history()
    {
        var html = Saved(path => _history.SaveReport(path), "report.html");

        Assert.That(html, Does.Contain("<dt>best epoch</dt><dd>2</dd>").And.Contain("<dt>lowest validation loss</dt><dd>0.5</dd>"));
        Assert.That(html, Does.Contain("<dt>ended</dt><dd>Patience(2): the validation loss rose 2 times in a row</dd>"));
        Assert.That(html, Does.Contain("<tr><td>3</td><td>0.25</td><td>0.6</td><td>0.8</td></tr>"));
        Assert.That(html, Does.Contain("lowest after epoch 2 and rises after that").And.Contain("validation (0.5 after the best epoch, 2)"));
    }

    [Test]
    public void Two_trainings_stand_side_by_side_by_name()
    {
        var html = Saved(path => TrainingReport.Compare(path, "Both", ("small", _history), ("large", _history)), "report.html");

        Assert.That(html, Does.Contain("<h2>small</h2>").And.Contain("<h2>large</h2>"));
        Assert.That(Regex.Matches(html, "<section>"), Has.Count.EqualTo(2));
    }

    [Test]
    public void No_training_makes_no_report() =>
        Assert.That(() => TrainingReport.Compare("none.html", "None"), Throws.ArgumentException.With.Message.StartsWith("runs must hold at least one training."));

    // As a history that was tampered with may have it.
    [Test]
    public void Counts_may_be_as_large_as_they_can() =>
        Assert.That(
            Saved(path => Detailed(new ValidationSummary(9, [new ConfusionTable(null, ["cat", "dog"], [int.MaxValue, 1, 1, 3], 2)], [])).SaveReport(path), "report.html"),
            Does.Contain("<td>2147483647</td>"));

    [Test]
    public void A_training_without_a_name_or_a_history_is_refused()
    {
        Assert.That(() => TrainingReport.Compare("none.html", "title", ("", null!)), Throws.ArgumentNullException);
        Assert.That(() => TrainingReport.Compare("none.html", "title", (null!, _history)), Throws.ArgumentNullException);
    }

    [Test]
    public void Confusion_is_a_picture_and_a_table()
    {
        var html = Saved(path => Detailed(new ValidationSummary(9, [new ConfusionTable(null, ["cat", "dog <1>"], [4, 1, 1, 3], 2)], [])).SaveReport(path), "report.html");

        Assert.That(html, Does.Contain("What the model says of the 9 rows that were held out"));
        Assert.That(html, Does.Contain("<tr><td>cat</td><td>4</td><td>1</td></tr>\n<tr><td>dog &lt;1&gt;</td><td>1</td><td>3</td></tr>"));
        Assert.That(Regex.Matches(html, "class=\"on\"[^>]*>(\\d)<").Select(match => match.Groups[1].Value), Is.EqualTo(new[] { "4", "1", "1", "3" }));
    }

    [Test]
    public void Labels_share_one_picture()
    {
        var html = Saved(
            path => Detailed(new ValidationSummary(
                10,
                [new ConfusionTable("sun", ["false", "true"], [5, 1, 2, 2], 2), new ConfusionTable("rain", ["false", "true"], [3, 0, 0, 7], 2)],
                [])).SaveReport(path),
            "report.html");

        Assert.That(html, Does.Contain("<tr><td>sun</td><td>2</td><td>1</td><td>2</td><td>5</td></tr>\n<tr><td>rain</td><td>7</td><td>0</td><td>0</td><td>3</td></tr>"));
        Assert.That(Regex.Matches(html, "aria-label=\"Labels\""), Has.Count.EqualTo(1));
    }

    // Of two numbers: a picture of both, and one of what is left.
    [Test]
    public void Residuals_are_two_pictures_and_a_table_for_each_number()
    {
        var html = Saved(
            path => Detailed(new ValidationSummary(2, [], [new PredictedNumbers("height", [1, 2], [1.5f, 2]), new PredictedNumbers("width", [0, 1], [0, 3])])).SaveReport(path),
            "report.html");

        Assert.That(html, Does.Contain("<tr><td>1</td><td>1.5</td><td>0.5</td></tr>\n<tr><td>2</td><td>2</td><td>0</td></tr>"));
        Assert.That(html, Does.Contain("<tr><td>1</td><td>3</td><td>2</td></tr>"));
        foreach (var title in new[] { "Predicted and actual: height", "Residuals: height", "Predicted and actual: width", "Residuals: width" })
        {
            Assert.That(html, Does.Contain($"aria-label=\"{title}\""));
        }
    }

    [Test]
    public void Weights_updates_and_dead_units_are_pictured_and_warned_of()
    {
        var html = Saved(path => Detailed(null).SaveReport(path), "report.html");

        Assert.That(html, Does.Contain("3 of 4 units of relu0 are 0 on all 20 rows looked at after epoch 2").And.Contain("One update moved dense0.weight by 50.0 % of its norm (up to epoch 2)"));
        Assert.That(html, Does.Contain("The gradient of dense0.weight grew from 0.01 to 20 by epoch 2"));
        Assert.That(html, Does.Contain("<tr><td>dense0.weight</td><td>2</td><td>0.5</td><td>20</td><td>-1</td><td>1</td><td>3</td><td>0</td><td>5</td></tr>"));
        Assert.That(html, Does.Contain("<tr><td>relu0</td><td>2</td><td>3</td><td>4</td><td>20</td></tr>"));
        Assert.That(Regex.Matches(html, "aria-label=\"(dense0.weight|Update over weights|Units that are always 0)\""), Has.Count.EqualTo(3));
    }

    // Two epochs on an axis from 1 to 2, 636 wide: each reaches half way. Weights from -1 to 1, 136 high: three ranges of a third of that.
    [Test]
    public void A_histogram_has_a_column_of_ranges_for_each_epoch()
    {
        var boxes = new WeightChart("w", [.. Detailed(null).Weights]).Draw().Shapes.OfType<ChartBoxes>().SelectMany(shade => shade.Boxes.Select(box => (box, shade.Ink.Opacity))).ToList();

        Assert.That(boxes.Select(box => box.box.X), Is.EquivalentTo(new[] { 64, 382, 382 }));
        Assert.That(boxes.Select(box => box.box.Width), Is.All.EqualTo(318));
        Assert.That(boxes.Select(box => box.Opacity), Is.EquivalentTo(new[] { 1, 1, 13 / 16.0 })); // 16 times the root of 3/5 is 12.4
        Assert.That(boxes.Single(box => box.Opacity < 1).box.Y, Is.EqualTo(192 - (136 / 3.0)).Within(1e-9));
    }

    [Test]
    public void A_loss_that_jumps_is_warned_of()
    {
        var recorder = new TrainingRecorder(new TrainingSetup("managed", 1, "cpu", 1));
        recorder.Add(TrainingEvent.TrainingLoss(0, 2));
        recorder.Add(TrainingEvent.TrainingLoss(1, 30));

        Assert.That(Saved(path => recorder.Snapshot().SaveReport(path), "report.html"), Does.Contain("The training loss of epoch 1 is 30, where it was 2 before any training"));
    }

    [TestCase(double.PositiveInfinity, "<dt>lowest validation loss</dt><dd>Infinity</dd>")]
    [TestCase(double.NaN, "<dt>last training loss</dt>")]
    public void Validation_losses_that_are_no_finite_numbers_can_be_reported(double loss, string fact) =>
        Assert.That(Saved(path => Validated(loss, loss, loss).SaveReport(path), "report.html"), Does.Contain(fact).And.Not.Contain("overfits").And.Not.Contain("falling"));

    [Test]
    public void An_infinite_loss_after_a_finite_one_is_a_rise() =>
        Assert.That(Saved(path => Validated(1, double.PositiveInfinity).SaveReport(path), "report.html"), Does.Contain("lowest after epoch 1 and rises after that"));

    // A rise of more than a tenth of all that the loss had fallen, or two falls of more than a hundredth of it: of a log density zero is no special value.
    [Test]
    public void Hints_do_not_depend_on_where_zero_is([Values(0, 5, -5, -0.85, -2)] double zero)
    {
        Assert.That(Hints(2, 1, 1.3), Does.Contain("lowest after epoch 2 and rises after that"));
        Assert.That(Hints(2, 1, 1.05), Does.Not.Contain("overfits"));
        Assert.That(Hints(2, 1.5, 1), Does.Not.Contain("overfits"));
        Assert.That(Hints(2, 1.5, 1.3, 1.1), Does.Contain("still falling"));
        Assert.That(Hints(2, 1.1, 1.002, 1), Does.Not.Contain("still falling").And.Not.Contain("overfits"));

        string Hints(params double[] losses) => Saved(path => Validated([.. losses.Select(loss => loss - zero)]).SaveReport(path), "report.html");
    }

    [Test]
    public void A_page_of_a_training_under_way_shows_itself_anew()
    {
        Assert.That(Saved(path => new TrainingRecorder(new TrainingSetup("managed", 1, "cpu", 1)).Snapshot().SaveReport(path), "report.html"), Does.Contain("http-equiv=\"refresh\""));
        Assert.That(Saved(path => _history.SaveReport(path), "report.html"), Does.Not.Contain("http-equiv"));
    }

    [Test]
    public void A_history_without_events_can_be_reported() =>
        Assert.That(
            Saved(path => new TrainingRecorder(new TrainingSetup("managed", 1, "cpu", 1)).Snapshot().SaveReport(path), "report.html"),
            Does.Contain("<dt>ended</dt><dd>still training</dd>"));

    // Epochs 0 to 4 on an axis from 0 to 4: 159 apart. Losses from 0.2 to 1.1, so the axis goes from 0.2 to 1.2: 236 high.
    [Test]
    public void The_curve_goes_through_the_losses()
    {
        var svg = XDocument.Parse(Saved(_history.SaveChart, "loss.svg"));
        var curves = svg.Descendants().Where(element => element.Name.LocalName == "polyline" && ((string)element.Attribute("class")!).StartsWith("curve", StringComparison.Ordinal)).ToList();
        var points = ((string)curves[0].Attribute("points")!).Split(' ').Select(point => point.Split(',').Select(number => double.Parse(number, CultureInfo.InvariantCulture)).ToArray()).ToList();

        Assert.That(curves, Has.Count.EqualTo(2));
        Assert.That(points.Select(point => point[0]), Is.EqualTo(new[] { 64, 223, 382, 541, 700 }).Within(0.06));
        Assert.That(points.Select(point => point[1]), Is.EqualTo(_history.TrainingLosses.Select(loss => 292 - ((loss - 0.2) * 236))).Within(0.06));
    }

    [Test]
    public void Losses_that_are_no_numbers_are_gaps()
    {
        var recorder = new TrainingRecorder(new TrainingSetup("managed", 1, "cpu", 1));
        double[] losses = [1, 0.5, double.NaN, 0.25, double.PositiveInfinity];
        for (var epoch = 0; epoch < losses.Length; epoch++)
        {
            recorder.Add(TrainingEvent.TrainingLoss(epoch, losses[epoch]));
        }

        var svg = Saved(recorder.Snapshot().SaveChart, "loss.svg");

        Assert.That(Regex.Matches(svg, "class=\"curve"), Has.Count.EqualTo(1));
        Assert.That(Regex.Matches(svg, "r=\"2.0\""), Has.Count.EqualTo(1)); // 0.25 stands alone
        Assert.That(svg, Does.Not.Contain("NaN").And.Not.Contain("∞"));
    }

    [Test]
    public void A_picture_has_the_curves_colors()
    {
        var path = Path.Combine(_folder, "loss.png");
        _history.SaveChart(path);
        using var bitmap = SKBitmap.Decode(path);
        var colors = bitmap.Pixels.ToHashSet();

        Assert.That((bitmap.Width, bitmap.Height), Is.EqualTo((1440, 680)));
        Assert.That(colors, Does.Contain(new SKColor(0x2F, 0x6F, 0xD0)).And.Contain(new SKColor(0xD2, 0x60, 0x1A)));
    }

    [Test]
    public void Another_ending_is_refused() =>
        Assert.That(
            () => _history.SaveChart("loss.bmp"),
            Throws.ArgumentException.With.Message.StartsWith("A chart is saved as .svg or .png, but the file is 'loss.bmp'."));

    [Test]
    public void A_report_replaces_the_last_one_and_leaves_nothing_beside_it()
    {
        Saved(path => _history.SaveReport(path, "first"), "report.html");

        Assert.That(Saved(path => _history.SaveReport(path, "second"), "report.html"), Does.Contain("<h1>second</h1>"));
        Assert.That(Directory.GetFiles(_folder), Has.Length.EqualTo(1));
    }

    [Test]
    public void Of_very_many_epochs_the_table_has_the_last_and_says_so()
    {
        var recorder = new TrainingRecorder(new TrainingSetup("managed", 1, "cpu", 7));
        for (var epoch = 0; epoch <= 3000; epoch++)
        {
            recorder.Add(TrainingEvent.TrainingLoss(epoch, 1.0 / (epoch + 1)));
        }

        var html = Saved(path => recorder.Snapshot().SaveReport(path), "report.html");

        Assert.That(html, Does.Contain("<summary>The last 2000 of 3001 epochs</summary>").And.Not.Contain("<td>1000</td>").And.Contain("<td>1001</td>"));
        Assert.That(Saved(path => _history.SaveReport(path), "report.html"), Does.Contain("<summary>All epochs</summary>"));
    }

    // As long as file systems allow: 255 bytes.
    [Test]
    public void A_report_may_have_a_name_of_any_length()
    {
        var name = new string('n', 250) + ".html";

        Assert.That(Saved(path => _history.SaveReport(path), name), Does.Contain("<h1>"));
    }

    [Test]
    public void Numbers_are_written_alike_in_every_culture()
    {
        var before = CultureInfo.CurrentCulture;
        var html = Saved(path => _history.SaveReport(path), "report.html");
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
            Assert.That(Saved(path => _history.SaveReport(path), "report.html"), Is.EqualTo(html));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    // Heckbert's rule by hand: 0.2 to 1.1 is 0.9 wide, nice 1; 1/5 is 0.2.
    [TestCase(new[] { 0.2, 1.1 }, new[] { "0.2", "0.4", "0.6", "0.8", "1.0", "1.2" })]
    [TestCase(new[] { 0.0, 50.0 }, new[] { "0", "10", "20", "30", "40", "50" })]
    [TestCase(new[] { -3.0, 3.0 }, new[] { "-4", "-2", "0", "2", "4" })]
    [TestCase(new[] { 2e6, 4e6 }, new[] { "2e6", "2.5e6", "3e6", "3.5e6", "4e6" })]
    [TestCase(new[] { 1234567.0, 1234600.0 }, new[] { "1.23456e6", "1.23457e6", "1.23458e6", "1.23459e6", "1.2346e6" })]
    [TestCase(new[] { 1.7e9, 1.7001e9 }, new[] { "1.7e9", "1.70002e9", "1.70004e9", "1.70006e9", "1.70008e9", "1.7001e9" })]
    [TestCase(new[] { 0.0001, 0.00010095 }, new[] { "1e-4", "1.002e-4", "1.004e-4", "1.006e-4", "1.008e-4", "1.01e-4" })]
    public void Labels_are_round_numbers(double[] values, string[] expected)
    {
        var axis = ChartAxis.Of(values);

        Assert.That(axis.Ticks.Select(axis.Text), Is.EqualTo(expected));
    }

    private static TrainingHistory History()
    {
        var recorder = new TrainingRecorder(new TrainingSetup("managed", 1, "cpu", 7));
        double[] training = [1.1, 0.6, 0.4, 0.25, 0.2];
        double[] validation = [1, 0.7, 0.5, 0.6, 0.8];
        double[] accuracy = [0.3, 0.7, 0.9, 0.8, 0.8];
        for (var epoch = 0; epoch < training.Length; epoch++)
        {
            recorder.Add(TrainingEvent.TrainingLoss(epoch, training[epoch]));
            recorder.Add(TrainingEvent.ValidationLoss(epoch, validation[epoch]));
            recorder.Add(TrainingEvent.Metric(epoch, "accuracy", accuracy[epoch]));
        }

        recorder.Add(TrainingEvent.Stop(4, "Patience(2): the validation loss rose 2 times in a row", TimeSpan.FromSeconds(1.5)));
        return recorder.Snapshot();
    }

    /// <summary>A history with these validation losses and a metric, and with the first of them before any training.</summary>
    private static TrainingHistory Validated(params double[] losses)
    {
        var recorder = new TrainingRecorder(new TrainingSetup("managed", 1, "cpu", 7) { Measure = new ValidationMeasure("accuracy", HigherIsBetter: true) });
        recorder.Add(TrainingEvent.TrainingLoss(0, losses[0]));
        for (var epoch = 1; epoch <= losses.Length; epoch++)
        {
            recorder.Add(TrainingEvent.TrainingLoss(epoch, losses[0]));
            recorder.Add(TrainingEvent.ValidationLoss(epoch, losses[epoch - 1]));
            recorder.Add(TrainingEvent.Metric(epoch, "accuracy", 0.5));
        }

        return recorder.Snapshot();
    }

    private static TrainingHistory Detailed(ValidationSummary? summary)
    {
        var recorder = TrainingRecorder.Continue(_history, _history.Setup);
        recorder.Update(_ => new TrainingDetails
        {
            Validation = summary,
            Weights =
            [
                new WeightHistogram("dense0.weight", 1, -1, -1, [8]) { GradientNorm = 0.01 },
                new WeightHistogram("dense0.weight", 2, -1, 1, [3, 0, 5]) { UpdateRatio = 0.5, GradientNorm = 20 },
            ],
            DeadUnits = [new DeadUnits("relu0", 1, 0, 4, 20), new DeadUnits("relu0", 2, 3, 4, 20)],
        });
        return recorder.Snapshot();
    }

    private string Saved(Action<string> save, string name)
    {
        var path = Path.Combine(_folder, name);
        save(path);
        return File.ReadAllText(path);
    }
}
