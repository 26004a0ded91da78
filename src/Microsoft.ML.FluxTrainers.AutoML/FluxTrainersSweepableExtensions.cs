// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.AutoML;
using Microsoft.ML.Data;

namespace Microsoft.ML;

/// <summary>What AutoML has no public way to write.</summary>
public static class FluxTrainersSweepableExtensions
{
    /// <summary>Goes on with one of several steps, chosen anew by each trial: <c>preparation.AppendOneOf(auto.NeuralClassifier(), auto.MultiClassification())</c>.</summary>
    /// <param name="estimator">The steps before, the same in each trial.</param>
    /// <param name="alternatives">Sweepable estimators or whole sweepable pipelines, at least one.</param>
    /// <exception cref="ArgumentException">There is no alternative.</exception>
    public static SweepablePipeline AppendOneOf(this IEstimator<ITransformer> estimator, params ISweepable<IEstimator<ITransformer>>[] alternatives)
    {
        ArgumentNullException.ThrowIfNull(estimator);
        ArgumentNullException.ThrowIfNull(alternatives);
        if (alternatives.Length == 0)
        {
            throw new ArgumentException("There must be at least one alternative.", nameof(alternatives));
        }

        // Only a sweepable pipeline takes alternatives, and only a sweepable step makes one of an estimator: this one does nothing.
        var nothing = new SweepableEstimator((_, _) => new EstimatorChain<ITransformer>(), new SearchSpace.SearchSpace());
        return estimator.Append(nothing).Append(alternatives);
    }
}
