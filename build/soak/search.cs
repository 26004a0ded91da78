// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.
#:project ../../src/Microsoft.ML.FluxTrainers/Microsoft.ML.FluxTrainers.csproj

// Four processes share a search through a folder, and one of them is killed (SIGKILL) at a random moment. The folder they leave must have the bytes that one process alone leaves, and
// each survivor the same model.
// Run it: dotnet run build/soak/search.cs [rounds; default 5]
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.FluxTrainers;

const int Processes = 4;
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (args is ["search", var path, var sharing])
{
    Console.WriteLine(Search(path, sharing));
    return 0;
}

var rounds = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 5;
var folder = Directory.CreateTempSubdirectory("fluxtrainers-search-").FullName;
var wrong = 0;
try
{
    var clock = Stopwatch.StartNew();
    var alone = Path.Combine(folder, "alone");
    var expected = RunToTheEnd(alone, "none");
    var files = Contents(alone);
    var whole = clock.Elapsed;
    Console.WriteLine($"one process: {whole.TotalSeconds:F2} s, {files.Count} files, model {expected[..16]}");
    for (var round = 0; round < 2 * rounds; round++)
    {
        var byClaims = round % 2 == 0;
        var shared = Path.Combine(folder, $"round {round}");
        string SharingOf(int process) => byClaims ? "claims" : $"{process} of {Processes}";
        var processes = Enumerable.Range(0, Processes).Select(process => Start(shared, SharingOf(process))).ToList();
        var victim = Random.Shared.Next(Processes);
        var moment = Random.Shared.NextDouble() * whole.TotalMilliseconds;
        var isKilled = !processes[victim].WaitForExit((int)moment);
        if (isKilled)
        {
            processes[victim].Kill();
            processes[victim].WaitForExit();
        }

        // Claims of the dead expire. By number, the batch system starts it again: the others wait for it.
        if (isKilled && !byClaims)
        {
            processes[victim] = Start(shared, SharingOf(victim));
        }

        var models = processes.Where((_, process) => process != victim || !isKilled || !byClaims).Select(Model).ToList();
        var isRight = models.TrueForAll(model => model == expected) && Contents(shared).SequenceEqual(files);
        wrong += isRight ? 0 : 1;
        Console.WriteLine($"{(byClaims ? "by claims" : "by number")}, {(isKilled ? $"process {victim} killed after {moment:F0} ms" : "none killed")}: {(isRight ? "the same folder and model" : "DIFFERENT")}");
    }

    Console.WriteLine($"{(wrong == 0 ? "passed" : "FAILED")}: {2 * rounds} searches by {Processes} processes, {wrong} of them wrong");
    return wrong == 0 ? 0 : 1;
}
finally
{
    Directory.Delete(folder, recursive: true);
}

static Process Start(string folder, string sharing) =>
    Process.Start(new ProcessStartInfo(Environment.ProcessPath!, ["search", folder, sharing]) { RedirectStandardOutput = true })!;

static string RunToTheEnd(string folder, string sharing) => Model(Start(folder, sharing));

static string Model(Process process)
{
    var model = process.StandardOutput.ReadToEnd().Trim();
    process.WaitForExit();
    return process.ExitCode == 0 ? model : throw new InvalidOperationException($"The search ended with exit code {process.ExitCode}.");
}

static List<string> Contents(string folder) =>
    [.. Directory.GetDirectories(folder).Where(one => !one.EndsWith(".work", StringComparison.Ordinal)).SelectMany(one => Directory.GetFiles(one, "*", SearchOption.AllDirectories))
        .Order(StringComparer.Ordinal).Select(file => $"{Path.GetRelativePath(folder, file)} {Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file)))}")];

static string Search(string folder, string sharing)
{
    var random = new Random(1);
    var rows = Enumerable.Range(0, 300).Select(i => new Row
    {
        Label = (uint)(i % 3) + 1,
        Features = [.. Enumerable.Range(0, 10).Select(_ => (float)random.NextDouble() + (i % 3))],
    }).ToList();
    var context = new MLContext();
    var options = new TuningOptions { Strategy = new TreeParzen { RandomTrials = 12, RoundSize = 4 }, Trials = 32, Resampling = new StratifiedKFold(3), Seed = 1 };
    var run = new TuningRun
    {
        HistoryFolder = folder,
        Sharing = sharing switch
        {
            "none" => null,
            "claims" => TrialSharing.ByClaims(TimeSpan.FromSeconds(2)),
            _ => TrialSharing.ByNumber(new Part(int.Parse(sharing.Split(' ')[0], CultureInfo.InvariantCulture), Processes)),
        },
    };
    var trainer = context.FluxTrainers.NeuralClassifier(new NeuralClassifierOptions { Builder = new MlpBuilder(64, 32), Epochs = 30 }, new TrainingRun { Threads = 1 });
    var space = new ParameterSpace(
        ParameterRange.Numbers("Optimizer.LearningRate", 0.0001, 0.1, ParameterScale.Log10),
        ParameterRange.Numbers("Builder.Dropout", 0, 0.5),
        ParameterRange.Integers("BatchSize", 8, 64, ParameterScale.Log2));
    using var model = context.FluxTrainers.Tuned(trainer, space, options, run).Fit(context.Data.LoadFromEnumerable(rows));
    using var weights = new MemoryStream();
    ((NeuralTransformer)model.Model).Model.SaveWeights(weights);
    return $"{Convert.ToHexString(SHA256.HashData(weights.ToArray()))} {model.Report.Best.Id}";
}

internal sealed class Row
{
    [VectorType(10)]
    public float[] Features { get; set; } = [];

    [KeyType(3)]
    public uint Label { get; set; }
}
