// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.
#:project ../../src/Microsoft.ML.FluxTrainers/Microsoft.ML.FluxTrainers.csproj

// Writes reports of real trainings and opens them in a headless Chromium (Debian: apt-get install chromium): every picture is drawn, the numbers are the history's, nothing
// is asked of the network, and screenshots show it light and dark, wide and narrow.
// Run it: dotnet run build/soak/report.cs [folder for pages and screenshots]
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.FluxTrainers;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (FindBrowser() is not { } browser)
{
    Console.WriteLine("FAILED: there is no chromium on the path (Debian: apt-get install chromium)");
    return 1;
}

var folder = args.Length > 0 ? Directory.CreateDirectory(args[0]).FullName : Directory.CreateTempSubdirectory("fluxtrainers-report-").FullName;
var faults = new List<string>();
var mlContext = new MLContext(seed: 1);
var rows = mlContext.Data.LoadFromEnumerable(Rows(600));

var classes = Train("classes", run => mlContext.FluxTrainers.NeuralClassifier(
    new NeuralClassifierOptions { Builder = new MlpBuilder(32, 16), Epochs = 60, ValidationFraction = 0.3, ValidationMetric = ValidationMetric.Accuracy, LearningRateSchedule = new CosineDecay(), Seed = 1 },
    run).Fit(rows));
var numbers = Train("numbers", run => mlContext.FluxTrainers.NeuralRegressor(
    new NeuralRegressorOptions { LabelColumnName = "Sum", Epochs = 40, ValidationFraction = 0.3, Seed = 1 }, run).Fit(rows));
var labels = Train("labels", run => mlContext.FluxTrainers.NeuralMultilabelClassifier(
    new NeuralMultilabelClassifierOptions { LabelColumnName = "Flags", Epochs = 20, ValidationFraction = 0.3, Seed = 1 }, run).Fit(rows));
var wild = Train("a rate far too high", run => mlContext.FluxTrainers.NeuralClassifier(
    new NeuralClassifierOptions { Builder = new MlpBuilder(32, 16), Optimizer = new Adam(3), Epochs = 30, ValidationFraction = 0.3, Seed = 1 }, run).Fit(rows));
var failed = Fail();

Check("classes", [("", classes)]);
Check("numbers", [("", numbers)]);
Check("labels", [("", labels)]);
Check("failed", [("", failed)]);
Check("two", [("usual rate", classes), ("far too high", wild)]);

faults.ForEach(Console.WriteLine);
Console.WriteLine($"pages and screenshots: {folder}");
Console.WriteLine(faults.Count == 0 ? "passed" : $"FAILED: {faults.Count} faults");
return faults.Count == 0 ? 0 : 1;

TrainingHistory Train(string name, Func<TrainingRun, NeuralTransformer> fit)
{
    using var model = fit(new TrainingRun { Actions = [TrainingAction.WatchNetwork()] });
    Console.WriteLine($"{name}: {model.History.Epochs} epochs, {model.History.StopReason}");
    return model.History;
}

// A training whose action throws after 12 epochs.
TrainingHistory Fail()
{
    var run = new TrainingRun { Actions = [TrainingAction.WatchNetwork(), TrainingAction.ErrorIf(result => result.Epoch == 12, "enough")] };
    try
    {
        mlContext.FluxTrainers.NeuralClassifier(new NeuralClassifierOptions { Epochs = 30, ValidationFraction = 0.3, Seed = 1 }, run).Fit(rows);
        throw new InvalidOperationException("The fit did not fail.");
    }
    catch (Exception error) when (NeuralTransformer.FromFailedFit(error) is { } rescued)
    {
        using (rescued)
        {
            return rescued.History;
        }
    }
}

void Check(string name, (string Name, TrainingHistory History)[] runs)
{
    var page = Path.Combine(folder, $"{name}.html");
    TrainingReport.Compare(page, $"Report: {name}", runs);
    var checking = Path.Combine(folder, $"{name}.check.html");
    File.WriteAllText(checking, WithMeasurements(File.ReadAllText(page)));
    var log = Path.Combine(folder, $"{name}.netlog.json");
    CheckLayout(name, Browse("--dump-dom", "--window-size=500,3600", new Uri(checking).AbsoluteUri)); // as narrow as a window of Chromium's gets
    var dom = Browse("--dump-dom", $"--log-net-log={log}", "--window-size=1500,3600", new Uri(checking).AbsoluteUri);
    var pictures = CheckLayout(name, dom);
    var requests = Regex.Matches(File.ReadAllText(log), "\"url\":\"((?:https?|wss?|ftp)://[^\"]*)\"").Select(match => match.Groups[1].Value).Where(IsForeign).Distinct().ToList();
    Expect(name, requests.Count == 0, $"asked of the network: {string.Join(", ", requests)}");
    Expect(name, !Regex.IsMatch(dom, "<script(?! id=\"measure\")|<link|<img|@import|url\\("), "the page refers to something outside");

    var sections = dom.Split("<section>").Skip(1).ToList();
    Expect(name, sections.Count == runs.Length, $"{sections.Count} sections");
    foreach (var (section, run) in sections.Zip(runs))
    {
        CompareNumbers(name, Tables(section), run.History);
    }

    foreach (var (mode, width) in new[] { ("light", 1500), ("dark", 1500), ("light", 500), ("dark", 500) })
    {
        var picture = Path.Combine(folder, $"{name}-{mode}-{width}.png");
        string[] dark = mode == "dark" ? ["--blink-settings=preferredColorScheme=0", "--force-dark-mode"] : [];
        Browse([.. dark, $"--screenshot={picture}", $"--window-size={width},{(width > 1000 ? 3600 : 5000)}", new Uri(page).AbsoluteUri]);
        Expect(name, File.Exists(picture) && new FileInfo(picture).Length > 10_000, $"no screenshot {Path.GetFileName(picture)}");
    }

    Console.WriteLine($"{name}: {pictures} pictures, {sections.Count} histories");
}

// What the script below has measured of each picture: its size, and how many texts of it lie outside or on each other.
int CheckLayout(string name, string dom)
{
    var measured = Regex.Matches(dom, "data-measured=\"(\\d+)x(\\d+) outside (\\d+) overlapping (\\d+)([^\"]*)\"");
    Expect(name, measured.Count == Regex.Count(dom, "<svg") && measured.Count > 1, $"{measured.Count} pictures measured");
    foreach (Match one in measured)
    {
        Expect(name, one.Groups[1].Value != "0" && one.Groups[2].Value != "0", $"a picture of {one.Value}");
        Expect(name, one.Groups[3].Value == "0" && one.Groups[4].Value == "0", $"texts of a picture: {one.Value}");
    }

    Expect(name, !dom.Contains("data-wider", StringComparison.Ordinal), "the page is wider than its window");
    return measured.Count;
}

// Every table of the page against the history: text for text, as G6 writes it.
void CompareNumbers(string name, Dictionary<string, List<string[]>> tables, TrainingHistory history)
{
    var epochs = tables["All epochs"];
    Expect(name, Same(epochs.Select(row => row[1]), history.TrainingLosses.Select(Number)), "training losses");
    Expect(name, Same(epochs.Select(row => row[2]).Where(cell => cell.Length > 0), history.ValidationLosses.Select(Number)), "validation losses");
    for (var i = 0; i < history.MetricNames.Count; i++)
    {
        Expect(name, Same(epochs.Select(row => row[3 + i]).Where(cell => cell.Length > 0), history.Metric(history.MetricNames[i]).Select(Number)), history.MetricNames[i]);
    }

    foreach (var table in history.Validation!.Confusions.Where(table => table.Name is null))
    {
        var cells = tables["Actual (rows) and predicted (columns) classes"];
        Expect(name, Same(cells.SelectMany(row => row.Skip(1)), table.Counts.Select(count => $"{count}")), "confusion");
    }

    foreach (var table in history.Validation.Confusions.Where(table => table.Name is not null))
    {
        var row = tables["All labels"].Single(row => row[0] == table.Name);
        Expect(name, Same(row.Skip(1), new[] { table[1, 1], table[0, 1], table[1, 0], table[0, 0] }.Select(count => $"{count}")), $"label {table.Name}");
    }

    foreach (var one in history.Validation.Numbers)
    {
        var cells = tables["Predicted and actual numbers"];
        Expect(name, Same(cells.Select(row => row[0]), one.Actual.Select(value => Number(value))), "actual numbers");
        Expect(name, Same(cells.Select(row => row[1]), one.Predicted.Select(value => Number(value))), "predicted numbers");
    }

    var weights = tables["Weights"];
    var histograms = history.Weights.GroupBy(one => one.Name).SelectMany(tensor => tensor).ToList(); // tensor after tensor
    Expect(name, Same(weights.Select(row => row[0] + row[1]), histograms.Select(one => one.Name + one.Epoch)), "tensors");
    Expect(name, Same(weights.SelectMany(row => row.Skip(6)), histograms.SelectMany(one => one.Counts.Select(count => $"{count}"))), "histograms");
    Expect(name, Same(tables["Units that are always 0"].Select(row => row[2]), history.DeadUnits.Select(one => $"{one.Dead}")), "dead units");
}

void Expect(string page, bool isTrue, string what)
{
    if (!isTrue)
    {
        faults.Add($"{page}: {what}");
    }
}

string Browse(params string[] arguments)
{
    var profile = Directory.CreateTempSubdirectory("fluxtrainers-browser-").FullName;
    try
    {
        string[] common = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run", "--hide-scrollbars", $"--user-data-dir={profile}"];
        using var process = Process.Start(new ProcessStartInfo(browser, [.. common, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"Chromium ended with exit code {process.ExitCode}: {errors.Result}");
    }
    finally
    {
        try
        {
            Directory.Delete(profile, recursive: true);
        }
        catch (IOException)
        {
            // the browser's helpers may still be writing
        }
    }
}

static string? FindBrowser()
{
    string[] names = ["chromium", "chromium-browser", "google-chrome"];
    return (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).SelectMany(folder => names.Select(name => Path.Combine(folder, name))).FirstOrDefault(File.Exists);
}

// The browser asks these of the network by itself, whatever page it shows.
static bool IsForeign(string url) => !Regex.IsMatch(url, "^https?://([a-z0-9-]+\\.)*(google|googleapis|gstatic|gvt1|chromium)\\.(com|org)[:/]");

static string WithMeasurements(string page) => page.Replace(
    "</body>",
    """
    <script id="measure">
    for (const details of document.querySelectorAll("details")) details.open = true;
    if (document.documentElement.scrollWidth > innerWidth) document.body.dataset.wider = "";
    for (const svg of document.querySelectorAll("svg")) {
      const frame = svg.getBoundingClientRect(), texts = [...svg.querySelectorAll("text")];
      const boxes = texts.map(text => text.getBoundingClientRect());
      const outside = texts.filter((_, i) => boxes[i].left < frame.left - 1 || boxes[i].right > frame.right + 1 || boxes[i].top < frame.top - 1 || boxes[i].bottom > frame.bottom + 1);
      const overlapping = [];
      for (let i = 0; i < boxes.length; i++)
        for (let j = i + 1; j < boxes.length; j++)
          if (Math.min(boxes[i].right, boxes[j].right) - Math.max(boxes[i].left, boxes[j].left) > 1 && Math.min(boxes[i].bottom, boxes[j].bottom) - Math.max(boxes[i].top, boxes[j].top) > 4)
            overlapping.push(texts[i].textContent + "|" + texts[j].textContent);
      const which = [...outside.map(text => text.textContent), ...overlapping].slice(0, 4).join("; ");
      svg.dataset.measured = `${Math.round(frame.width)}x${Math.round(frame.height)} outside ${outside.length} overlapping ${overlapping.length} (${svg.getAttribute("aria-label")}: ${which})`;
    }
    </script>
    </body>
    """,
    StringComparison.Ordinal);

static Dictionary<string, List<string[]>> Tables(string section) => Regex
    .Matches(section, "<details[^>]*><summary>(.*?)</summary>\\s*<div class=\"scroll\">(<table>.*?</table>)", RegexOptions.Singleline)
    .ToDictionary(
        match => WebUtility.HtmlDecode(match.Groups[1].Value),
        match => XElement.Parse(match.Groups[2].Value).Descendants("tbody").Single().Elements("tr").Select(row => row.Elements("td").Select(cell => cell.Value).ToArray()).ToList());

static bool Same(IEnumerable<string> page, IEnumerable<string> history) => page.SequenceEqual(history);

static string Number(double value) => value.ToString("G6", CultureInfo.InvariantCulture);

static List<Row> Rows(int count)
{
    var random = new Random(1);
    double Normal() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
    return [.. Enumerable.Range(0, count).Select(i =>
    {
        float[] features = [.. Enumerable.Range(0, 6).Select(j => (float)(Normal() + (i % 4 == j ? 1.7 : 0)))];
        return new Row { Features = features, Label = (uint)(i % 4), Sum = features.Sum() + (float)(Normal() / 2), Flags = [features[0] > 0, features[1] > 1, features[2] + features[3] > 0] };
    })];
}

internal sealed class Row
{
    [VectorType(6)]
    public float[] Features { get; set; } = [];

    [KeyType(4)]
    public uint Label { get; set; }

    public float Sum { get; set; }

    [VectorType(3)]
    public bool[] Flags { get; set; } = [];
}
