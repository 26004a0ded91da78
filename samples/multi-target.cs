// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.
#:project ../src/Microsoft.ML.FluxTrainers/Microsoft.ML.FluxTrainers.csproj

// One network that predicts two numbers at once: how far a ball flies, and for how long. The throws are made here, by the
// formulas of a throw without air (distance v^2 sin(2 a) / g, time 2 v sin(a) / g) with errors of measurement added.
// Run it: dotnet run samples/multi-target.cs
using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.FluxTrainers;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
const double Gravity = 9.81;
var mlContext = new MLContext(seed: 1);
var data = mlContext.Data.LoadFromEnumerable(Throws(1000));

// Each target is standardized inside and predicted in its own unit, so that meters do not outweigh seconds.
string[] targets = [nameof(Throw.Meters), nameof(Throw.Seconds)];
var pipeline = mlContext.Transforms.Concatenate("Features", nameof(Throw.Speed), nameof(Throw.Angle))
    .Append(mlContext.FluxTrainers.NeuralMultitargetRegressor(new NeuralMultitargetRegressorOptions
    {
        LabelColumnNames = targets,
        Builder = new MlpBuilder(32, 16),
        Epochs = 60,
    }));

var folds = mlContext.FluxTrainers.CrossValidateMultitarget(data, pipeline, numberOfFolds: 5, labelColumnNames: targets);
Console.WriteLine("fold 1:");
Console.WriteLine(folds[0].Metrics);
foreach (var fold in folds)
{
    (fold.Model as IDisposable)?.Dispose();
}

using (var model = pipeline.Fit(data))
using (var engine = mlContext.Model.CreatePredictionEngine<Throw, Prediction>(model))
{
    var prediction = engine.Predict(new Throw { Speed = 20, Angle = 45 });
    Console.WriteLine($"at 20 m/s and 45 degrees: {prediction.Score[0]:F1} m in {prediction.Score[1]:F2} s (by the formulas 40.8 m in 2.88 s)");
}

Console.WriteLine();
Console.WriteLine($"mean R2 {folds.Average(fold => fold.Metrics.RSquared):F2} ({targets.Length} targets)");

static List<Throw> Throws(int count)
{
    var random = new Random(1);
    double Noise() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
    return [.. Enumerable.Range(0, count).Select(_ =>
    {
        var (speed, angle) = (10 + (20 * random.NextDouble()), 10 + (70 * random.NextDouble()));
        var radians = angle * Math.PI / 180;
        return new Throw
        {
            Speed = (float)speed,
            Angle = (float)angle,
            Meters = (float)((speed * speed * Math.Sin(2 * radians) / Gravity) + (4 * Noise())),
            Seconds = (float)((2 * speed * Math.Sin(radians) / Gravity) + (0.25 * Noise())),
        };
    })];
}

internal sealed class Throw
{
    public float Speed { get; set; }

    public float Angle { get; set; }

    public float Meters { get; set; }

    public float Seconds { get; set; }
}

internal sealed class Prediction
{
    public float[] Score { get; set; } = [];
}
