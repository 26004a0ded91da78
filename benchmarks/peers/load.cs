// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.
#:project ../../src/Microsoft.ML.FluxTrainers/Microsoft.ML.FluxTrainers.csproj
#:property PublishAot=false

// load MODEL: loads a model that the verb save of the benchmarks wrote, predicts a row, and tells whether libtorch is in the process.
using Microsoft.ML;
using Microsoft.ML.Data;

const string Maps = "/proc/self/maps";
var context = new MLContext();
var model = context.Model.Load(args[0], out _);
using var engine = context.Model.CreatePredictionEngine<Flower, Scores>(model);
var scores = engine.Predict(new Flower { Features = [6.1f, 2.8f, 4.7f, 1.2f] }).Score;
var isTorchLoaded = File.Exists(Maps)
    ? File.ReadLines(Maps).Any(line => line.Contains("torch", StringComparison.OrdinalIgnoreCase) && line.Contains(".so", StringComparison.Ordinal)).ToString()
    : "unknown";
Console.Out.WriteLine($"libtorch loaded: {isTorchLoaded}; scores: {string.Join(' ', scores)}");

internal sealed class Flower
{
    [VectorType(4)]
    public float[] Features { get; set; } = [];

    [KeyType(3)]
    public uint Label { get; set; }
}

internal sealed class Scores
{
    public float[] Score { get; set; } = [];
}
