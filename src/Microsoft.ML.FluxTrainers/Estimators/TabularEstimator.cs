// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Runtime;

namespace Microsoft.ML.FluxTrainers;

/// <summary>What the trainers on tables share: columns of numbers and of categories.</summary>
/// <typeparam name="TOptions">The hyperparameters.</typeparam>
/// <threadsafety>Immutable: several threads may fit at once.</threadsafety>
public abstract class TabularEstimator<TOptions> : NeuralEstimator<TOptions>, ICategoryReader
    where TOptions : TabularOptions
{
    private protected TabularEstimator(IHostEnvironment environment, TOptions options, TrainingRun run)
        : base(environment, options, run)
    {
    }

    private protected sealed override void CheckInput(SchemaShape shape) => TableChoice.Check(shape, Host, Options);

    private protected sealed override InputEncoder Input(DataViewSchema schema) => TableChoice.Choose(schema, Host, Options, Label(schema));

    IReadOnlyList<string> ICategoryReader.Categories(SchemaShape shape) => TableChoice.Categories(shape, Options);
}
