// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Trains a model, and shows what models make of rows that they were not trained on.</summary>
internal static class HeldOutFit
{
    /// <summary>Of one fold, the model is that of the fold; of several, one that is trained on all rows.</summary>
    /// <param name="host">Asked before each fit whether to go on.</param>
    /// <param name="inner">What is trained.</param>
    /// <param name="input">All rows.</param>
    /// <param name="folds">How they are split.</param>
    /// <param name="show">Gets each fold's scored rows, and the rows' schema before.</param>
    /// <returns>The model, which the caller disposes.</returns>
    public static ITransformer Run(
        TrainerHost host, IEstimator<ITransformer> inner, IDataView input, IReadOnlyList<ResamplingFold> folds, Action<IDataView, DataViewSchema> show)
    {
        foreach (var fold in folds)
        {
            host.CheckAlive();
            using var owner = new PartsOwner();
            var model = owner.Add(inner.Fit(fold.Train));
            show(model.Transform(fold.Test), fold.Test.Schema);
            if (folds.Count == 1)
            {
                owner.Release();
                return model;
            }
        }

        host.CheckAlive();
        return inner.Fit(input);
    }

    /// <summary>The rows that are held out where the user does not say: a fifth of each class.</summary>
    public static Resampling Default(string labelColumnName) => new Holdout(0.8) { StratifyColumnName = labelColumnName };
}
