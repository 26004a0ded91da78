// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

// A search by ML.NET's AutoML over networks and ML.NET's own trainers side by side, on 178 wines of three cultivars (samples/wine.csv, by S. Aeberhard and M. Forina, UCI Machine
// Learning Repository, CC BY 4.0, https://doi.org/10.24432/C5PC7J). AutoML must be restorable: dotnet run --project samples/automl -p:WithAutoML=true
using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.AutoML;
using Microsoft.ML.Data;
using Microsoft.ML.FluxTrainers;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var mlContext = new MLContext(seed: 1);
var data = mlContext.Data.LoadFromTextFile<Wine>(Path.Combine(AppContext.BaseDirectory, "wine.csv"), separatorChar: ',', hasHeader: true);
var split = mlContext.Data.TrainTestSplit(data, testFraction: 0.25);

// Each trial takes one of these trainers, with settings of its own.
var pipeline = mlContext.Transforms.Conversion.MapValueToKey("Label", nameof(Wine.Cultivar)).AppendOneOf(
    mlContext.Auto().NeuralClassifier(),
    mlContext.Auto().MultiClassification(useLgbm: false));

var experiment = mlContext.Auto().CreateExperiment()
    .SetPipeline(pipeline)
    .SetMulticlassClassificationMetric(MulticlassClassificationMetric.MicroAccuracy, "Label")
    .SetDataset(split.TrainSet, fold: 5)
    .SetNeuralTrials(new NeuralTrials { Pruning = new MedianPruning(), Monitor = new Lines(), Seed = 1 })
    .SetMaxModelToExplore(10);
var best = await experiment.RunAsync();

var metrics = mlContext.MulticlassClassification.Evaluate(best.Model.Transform(split.TestSet));
Console.WriteLine();
Console.WriteLine($"best of 10 trials: micro-accuracy {best.Metric:F2} (5 folds), {metrics.MicroAccuracy:F2} on wines that no trial has seen");

internal sealed class Wine
{
    [LoadColumn(0, 12)]
    [VectorType(13)]
    public float[] Features { get; set; } = [];

    [LoadColumn(13)]
    public string Cultivar { get; set; } = "";
}

internal sealed class Lines : IMonitor
{
    public void ReportRunningTrial(TrialSettings setting)
    {
        // A line when it has ended is enough.
    }

    public void ReportCompletedTrial(TrialResult result) => Console.WriteLine(
        $"trial {result.TrialSettings.TrialId,2}: {result.Metric:F3} in {result.DurationInMilliseconds / 1000:F1} s, {((IEnumerable<ITransformer>)result.Model).Last().GetType().Name}");

    public void ReportBestTrial(TrialResult result)
    {
        // The last line of the program says it.
    }

    public void ReportFailTrial(TrialSettings settings, Exception? exception = null) => Console.WriteLine($"trial {settings.TrialId,2} failed: {exception?.Message}");
}
