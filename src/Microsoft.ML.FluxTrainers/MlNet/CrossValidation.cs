// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Runtime;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Cross-validation with ML.NET's split and ML.NET's kind of result, for metrics that ML.NET does not know.</summary>
internal static class CrossValidation
{
    /// <summary>Trains on all folds but one, scores that one, and so on.</summary>
    public static IReadOnlyList<TrainCatalogBase.CrossValidationResult<T>> Run<T>(
        IHostEnvironment environment,
        IDataView data,
        IEstimator<ITransformer> estimator,
        int numberOfFolds,
        string? samplingKeyColumnName,
        int? seed,
        Func<IDataView, T> evaluate)
        where T : class
    {
        var folds = new DataOperationsCatalog(environment).CrossValidationSplit(data, numberOfFolds, samplingKeyColumnName, seed);
        var results = new List<TrainCatalogBase.CrossValidationResult<T>>();
        foreach (var fold in folds)
        {
            var model = estimator.Fit(fold.TrainSet);
            var scored = model.Transform(fold.TestSet);
            results.Add(new(model, evaluate(scored), scored, results.Count));
        }

        return results;
    }
}
