// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.
#:project ../../src/Microsoft.ML.FluxTrainers/Microsoft.ML.FluxTrainers.csproj

// Kills a real process at random moments of a fit with snapshots, runs it again until it ends, and compares the weights with those of a run that nobody disturbed.
// Run it: dotnet run build/soak/kills.cs [kills; default 20]
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.FluxTrainers;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (args is ["fit", var path])
{
    Console.WriteLine(Fit(path));
    return 0;
}

var kills = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 20;
var folder = Directory.CreateTempSubdirectory("fluxtrainers-kills-").FullName;
try
{
    var expected = RunToTheEnd(Path.Combine(folder, "undisturbed"), out var whole);
    Console.WriteLine($"undisturbed: {whole.TotalSeconds:F2} s, weights {expected[..16]}");

    // Several kills of one run, then the next run: each at a random moment between the end of the first epoch and the end of the fit. What a process takes to start is more than the fit.
    var random = new Random();
    var (done, wrong, resumed, run) = (0, 0, 0, 0);
    while (done < kills)
    {
        var snapshots = Path.Combine(folder, $"run {run++}");
        for (var i = 0; i < 3 && done < kills; i++)
        {
            var moment = random.NextDouble() * whole.TotalMilliseconds;
            using var process = Start(snapshots);
            process.StandardOutput.ReadLine(); // an epoch has ended
            if (process.WaitForExit((int)moment))
            {
                continue; // it was faster than the clock
            }

            process.Kill();
            process.WaitForExit();
            done++;
            var newest = Directory.Exists(snapshots) ? Directory.GetFiles(snapshots, "*.snapshot", SearchOption.AllDirectories).Select(Path.GetFileNameWithoutExtension).Max() : null;
            resumed += newest is null ? 0 : 1;
            Console.WriteLine($"kill {done,2}: after {moment,6:F0} ms, newest snapshot: {newest ?? "none"}");
        }

        var actual = RunToTheEnd(snapshots, out _);
        wrong += actual == expected ? 0 : 1;
        Console.WriteLine($"  run again: {(actual == expected ? "the same weights" : $"OTHER weights, {actual[..16]}")}");
    }

    Console.WriteLine($"{(wrong == 0 && resumed > 0 ? "passed" : "FAILED")}: {done} kills, {resumed} of them with snapshots to go on from; {run} runs, {wrong} of them with other weights");
    return wrong == 0 && resumed > 0 ? 0 : 1;
}
finally
{
    Directory.Delete(folder, recursive: true);
}

static Process Start(string snapshots) =>
    Process.Start(new ProcessStartInfo(Environment.ProcessPath!, ["fit", snapshots]) { RedirectStandardOutput = true })!;

static string RunToTheEnd(string snapshots, out TimeSpan time)
{
    using var process = Start(snapshots);
    var first = process.StandardOutput.ReadLine(); // an epoch has ended, or all had ended before
    var clock = Stopwatch.StartNew();
    var weights = process.StandardOutput.ReadToEnd().Trim() is { Length: > 0 } last ? last : first;
    process.WaitForExit();
    time = clock.Elapsed;
    return process.ExitCode == 0 && weights is not null ? weights : throw new InvalidOperationException($"The fit ended with exit code {process.ExitCode}.");
}

static string Fit(string snapshots)
{
    var random = new Random(1);
    var rows = Enumerable.Range(0, 2000).Select(i => new Row
    {
        Label = (uint)(i % 3),
        Features = [.. Enumerable.Range(0, 20).Select(_ => (float)random.NextDouble() + (i % 3))],
    }).ToList();
    var context = new MLContext();
    var options = new NeuralClassifierOptions { Builder = new MlpBuilder(256, 128) { Dropout = 0.2 }, Epochs = 20, Seed = 1, ValidationFraction = 0.2 };
    var isTold = false;
    var run = new TrainingRun
    {
        Snapshots = new Snapshots(snapshots),
        Threads = 1,
        Actions = [TrainingAction.Do(_ =>
        {
            if (!isTold)
            {
                isTold = true;
                Console.WriteLine("an epoch has ended");
            }
        })],
    };
    using var model = context.FluxTrainers.NeuralClassifier(options, run).Fit(context.Data.LoadFromEnumerable(rows));
    using var weights = new MemoryStream();
    model.Model.SaveWeights(weights);
    return Convert.ToHexString(SHA256.HashData(weights.ToArray()));
}

internal sealed class Row
{
    [VectorType(20)]
    public float[] Features { get; set; } = [];

    [KeyType(3)]
    public uint Label { get; set; }
}
