// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers.TestProcess;

/// <summary>train-compositions FOLDER: trains and saves a composition of each kind, and prints what they predict.</summary>
internal static class TrainCompositionsVerb
{
    public static void Run(string folder)
    {
        var mlContext = new MLContext(seed: 1);
        var data = Sale.View(mlContext);
        foreach (var (name, estimator) in Compositions(mlContext))
        {
            using var model = estimator.Fit(data) as IDisposable;
            mlContext.Model.Save((ITransformer)model!, data.Schema, Path.Combine(folder, $"{name}.zip"));
            SaleScores.Print(mlContext, (ITransformer)model!, name);
        }
    }

    private static IEnumerable<(string Name, IEstimator<ITransformer> Estimator)> Compositions(MLContext mlContext)
    {
        var catalog = mlContext.FluxTrainers;
        var number = catalog.NeuralRegressor(new NeuralRegressorOptions { LabelColumnName = nameof(Sale.Amount), Builder = new MlpBuilder(4), Epochs = 2 });
        var truth = catalog.NeuralBinaryClassifier(new NeuralBinaryClassifierOptions { LabelColumnName = nameof(Sale.IsLarge), Builder = new MlpBuilder(4), Epochs = 2 });
        var classes = catalog.NeuralClassifier(new NeuralClassifierOptions { LabelColumnName = "Key", Builder = new MlpBuilder(4), Epochs = 2 });
        yield return ("bagging", catalog.Bagging(classes, members: 2));
        yield return ("calibration", catalog.Calibrated(classes, labelColumnName: "Key"));
        var space = new ParameterSpace(ParameterRange.Choices("BatchSize", 8, 16));
        var search = catalog.Tuned(classes, space, new TuningOptions { Strategy = new GridSearch(), Resampling = new KFold(2), Seed = 1 });
        yield return ("search", mlContext.Transforms.CopyColumns("Copy", "Key").Append(search));
        yield return ("selection", catalog.RecursiveFeatureElimination(classes, new FeatureEliminationOptions { Features = 2, LabelColumnName = "Key" }));
        yield return ("stack", catalog.Stack(
            mlContext.MulticlassClassification.Trainers.LbfgsMaximumEntropy("Key"), new StackOptions { LabelColumnName = "Key" }, ("network", catalog.Balanced(classes, Balancing.Smote(), "Key"))));
        yield return ("stacked-search", catalog.Stack(
            mlContext.MulticlassClassification.Trainers.LbfgsMaximumEntropy("Key"), new StackOptions { LabelColumnName = "Key", Resampling = new KFold(2) }, ("search", search)));
        yield return ("target", catalog.TransformedTarget(number, TargetTransformation.Quantile, nameof(Sale.Amount)));
        yield return ("threshold", catalog.Thresholded(truth, labelColumnName: nameof(Sale.IsLarge)));
    }
}
