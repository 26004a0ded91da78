// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.
#:project ../../src/Microsoft.ML.FluxTrainers/Microsoft.ML.FluxTrainers.csproj

// Fits from a text file that is larger than the memory it may take: less than 1 GB of the process's own (RssAnon, so on Linux only).
// Run it: dotnet run -c Release build/soak/large-data.cs spill|streaming [gigabytes, default 5] [folder, default the system's temporary one]
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.FluxTrainers;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
const double Gigabyte = 1e9;
const double MostMemory = 1e9;
const int Features = 30;
var isSpilled = args is not ["streaming", ..];
var size = (args.Length > 1 ? double.Parse(args[1], CultureInfo.InvariantCulture) : 5) * Gigabyte;
var folder = args.Length > 2 ? args[2] : Path.GetTempPath();
var path = Path.Combine(folder, $"large-data-{Environment.ProcessId}.csv");
var free = (double)new DriveInfo(folder).AvailableFreeSpace;
if (free < 3 * size)
{
    Console.WriteLine($"FAILED: {folder} has {free / Gigabyte:F1} GB free, and the file and its rows need up to {3 * size / Gigabyte:F1} GB");
    return 1;
}

try
{
    var clock = Stopwatch.StartNew();
    var rows = Write(path, size);
    Console.WriteLine($"{rows} rows of {Features} features and a label: {new FileInfo(path).Length / Gigabyte:F2} GB of text, written in {clock.Elapsed.TotalSeconds:F0} s");
    var context = new MLContext(seed: 1);
    context.Log += (_, e) =>
    {
        if (e.Kind == Microsoft.ML.Runtime.ChannelMessageKind.Info && e.Source.StartsWith("Neural", StringComparison.Ordinal))
        {
            Console.WriteLine($"{clock.Elapsed.TotalSeconds,6:F0} s  {Peak.Anonymous() / Gigabyte:F2} GB  {e.RawMessage}");
        }
    };
    var data = context.Data.LoadFromTextFile(
        path, [new("Label", DataKind.Single, 0), new("Features", DataKind.Single, 1, Features)], separatorChar: ',');
    var options = new NeuralRegressorOptions { Builder = new MlpBuilder(16), BatchSize = 256, Epochs = 2, ValidationFraction = isSpilled ? 0.05 : 0 };
    var run = new TrainingRun { DataLoading = isSpilled ? DataLoading.Spill(folder) : DataLoading.Streaming() };
    using var peak = new Peak();
    clock.Restart();
    using var model = context.FluxTrainers.NeuralRegressor(options, run).Fit(data);
    var losses = model.Model.History.TrainingLosses;
    var passed = peak.Bytes < MostMemory && losses[^1] < 0.1 * losses[0];
    Console.WriteLine(
        $"{(passed ? "passed" : "FAILED")}: {(isSpilled ? "spilled" : "streamed")} in {clock.Elapsed.TotalSeconds:F0} s, "
        + $"peak of anonymous memory {peak.Bytes / Gigabyte:F2} GB, loss {losses[0]:G3} before and {losses[^1]:G3} after");
    return passed ? 0 : 1;
}
finally
{
    File.Delete(path);
}

// Ten thousand different rows, again and again with another last feature.
static long Write(string path, double size)
{
    var random = new Random(1);
    var lines = new string[10_000];
    for (var i = 0; i < lines.Length; i++)
    {
        var features = Enumerable.Range(0, Features - 1).Select(_ => random.NextDouble() * 100).ToArray();
        var label = features.Select((x, place) => x * (place % 5)).Sum();
        lines[i] = string.Join(',', features.Prepend(label).Select(x => x.ToString("F4", CultureInfo.InvariantCulture)));
    }

    var rows = 0L;
    using var writer = new StreamWriter(path, append: false, Encoding.ASCII, 1 << 20);
    for (var written = 0.0; written < size; rows++)
    {
        var (line, last) = (lines[rows % lines.Length], (rows % 1_000_003).ToString(CultureInfo.InvariantCulture));
        writer.Write(line);
        writer.Write(',');
        writer.Write(last);
        writer.Write('\n');
        written += line.Length + last.Length + 2;
    }

    return rows;
}

// The most anonymous memory, looked at fifty times a second.
internal sealed class Peak : IDisposable
{
    private readonly Timer _timer;
    private double _bytes;

    public Peak() => _timer = new Timer(_ => _bytes = Math.Max(_bytes, Anonymous()), null, 0, 20);

    public double Bytes => _bytes;

    public static double Anonymous()
    {
        var line = File.ReadLines("/proc/self/status").First(text => text.StartsWith("RssAnon:", StringComparison.Ordinal));
        return double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024;
    }

    public void Dispose() => _timer.Dispose();
}
