// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Runtime;

namespace Microsoft.ML.FluxTrainers;

/// <summary>What the trainers on columns of numbers share.</summary>
/// <typeparam name="TOptions">The hyperparameters.</typeparam>
/// <threadsafety>Immutable: several threads may fit at once.</threadsafety>
public abstract class TabularEstimator<TOptions> : NeuralEstimator<TOptions>
    where TOptions : TabularOptions
{
    private protected TabularEstimator(IHostEnvironment environment, TOptions options, TrainingRun run)
        : base(environment, options, run)
    {
    }

    private protected sealed override void CheckInput(SchemaShape shape) => shape.RequireFeatures(Host, Options.FeatureColumnName);

    private protected sealed override InputEncoder Input(DataViewSchema schema)
    {
        var (features, width) = schema.RequireFeatures(Host, Options.FeatureColumnName);
        return new VectorEncoder(features, width, Options.Standardize, Options.MissingValues);
    }
}
