// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.
#:project ../../src/Microsoft.ML.FluxTrainers/Microsoft.ML.FluxTrainers.csproj

// Fits, scores, saves and loads again and again, and watches the memory.
// Run it: dotnet run build/soak/fits.cs [rounds, at least 40; default 100]
using System.Diagnostics;
using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.FluxTrainers;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
const long Megabyte = 1 << 20;
const long MostGrowth = 40 * Megabyte;
var rounds = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 100;
ArgumentOutOfRangeException.ThrowIfLessThan(rounds, 40);
var rows = Row.Make(500);
// A network takes 1.1 MB, so that one left over in each round shows soon. TorchSharp's own count of tensors is of no use:
// it counts a parameter twice, once as the tensor that it was made of.
(NetworkBuilder Builder, RunnerKind Runner)[] networks =
[
    (new MlpBuilder(512, 512) { Dropout = 0.1 }, RunnerKind.Auto), // managed code
    (new MlpBuilder(512, 512) { Normalization = Normalization.BatchNorm }, RunnerKind.Eager), // TorchSharp
];

var start = 0L;
Console.WriteLine("round  managed MB  process MB");
for (var round = 1; round <= rounds; round++)
{
    foreach (var (builder, runner) in networks)
    {
        Work(rows, builder, runner);
    }

    // The first fifth fills caches and is not held against anyone.
    if (round % (rounds / 10) == 0)
    {
        Console.WriteLine($"{round,5}  {GC.GetTotalMemory(true) / Megabyte,10}  {ProcessMemory() / Megabyte,10}");
        start = round == rounds / 10 * 2 ? ProcessMemory() : start;
    }
}

var growth = ProcessMemory() - start;
Console.WriteLine($"{(growth <= MostGrowth ? "passed" : "FAILED")}: {(double)growth / Megabyte:+0.0;-0.0} MB since round {rounds / 10 * 2}");
return growth <= MostGrowth ? 0 : 1;

static void Work(List<Row> rows, NetworkBuilder builder, RunnerKind runner)
{
    var context = new MLContext(seed: 1);
    var data = context.Data.LoadFromEnumerable(rows);
    var options = new NeuralClassifierOptions { Builder = builder, Epochs = 2, Device = Device.Cpu };
    var pipeline = context.Transforms.Conversion.MapValueToKey("Label").Append(context.FluxTrainers.NeuralClassifier(options, new TrainingRun { Runner = runner }));
    using var file = new MemoryStream();
    using (var model = pipeline.Fit(data))
    {
        var expected = runner == RunnerKind.Eager ? "eager" : "managed";
        if (model.LastTransformer.History.Runner != expected)
        {
            throw new InvalidOperationException($"The network was trained by the {model.LastTransformer.History.Runner} runner, not the {expected} one.");
        }

        context.MulticlassClassification.Evaluate(model.Transform(data));
        context.Model.Save(model, data.Schema, file);
    }

    file.Position = 0;
    var loaded = context.Model.Load(file, out _);
    using var engine = context.Model.CreatePredictionEngine<Row, Scores>(loaded); // takes the model with it
    for (var i = 0; i < 100; i++)
    {
        engine.Predict(rows[i]);
    }
}

static long ProcessMemory()
{
    GC.Collect();
    GC.WaitForPendingFinalizers();
    GC.Collect();
    using var process = Process.GetCurrentProcess();
    return process.WorkingSet64;
}

internal sealed class Row
{
    [VectorType(20)]
    public float[] Features { get; set; } = [];

    public string Label { get; set; } = "";

    public static List<Row> Make(int count)
    {
        var random = new Random(1);
        return [.. Enumerable.Range(0, count).Select(i => new Row
        {
            Features = [.. Enumerable.Range(0, 20).Select(_ => (float)random.NextDouble() + (i % 3))],
            Label = $"kind {i % 3}",
        })];
    }
}

internal sealed class Scores
{
    public float[] Score { get; set; } = [];
}
