// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Runtime;
using Microsoft.ML.Trainers;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Trains a network for the vectors of its categories, which other trainers can read.</summary>
/// <remarks>
/// Each column of categories becomes a column of the same name with the category's vector, whose slots are called name_1, name_2, …;
/// all other columns stay. Join what a trainer is to read: <c>.Append(mlContext.Transforms.Concatenate("Features", "Age", "City"))</c>.
/// Without categories nothing changes. Where a table is read with <see cref="TabularOptions.FeatureColumns"/>, a column that was left
/// out stays as it is too. Only the fit sees which are: until then <see cref="GetOutputSchema"/> promises vectors of every key and text that may be
/// a category. Those in <see cref="TabularOptions.CategoricalColumnNames"/> are never left out: name there what later steps read as vectors.
/// </remarks>
/// <threadsafety>Immutable: several threads may fit at once.</threadsafety>
public sealed class EntityEmbedder : IEstimator<EntityEmbeddingTransformer>, INetworkTrainer
{
    private readonly TrainerHost _host;
    private readonly ITrainerEstimator<NeuralTransformer, NeuralModel> _estimator;

    internal EntityEmbedder(IHostEnvironment environment, ITrainerEstimator<NeuralTransformer, NeuralModel> estimator) =>
        (_host, _estimator) = (new TrainerHost(environment, nameof(EntityEmbedder)), estimator);

    /// <summary>Trains the network.</summary>
    /// <param name="input">The training data.</param>
    /// <returns>The trained vectors. <see cref="EntityEmbeddingTransformer.Model"/> has the network.</returns>
    public EntityEmbeddingTransformer Fit(IDataView input)
    {
        using var trained = _estimator.Fit(input);
        return new EntityEmbeddingTransformer(_host, trained.Model);
    }

    ITransformer INetworkTrainer.Fit(IDataView input, IDataView? validation, NeuralModel? previous) => Embedding(Network.Fit(input, validation, previous));

    ITransformer INetworkTrainer.PartialFit(IDataView newRows, NeuralModel previous, int epochs) => Embedding(Network.PartialFit(newRows, previous, epochs));

    /// <summary>The columns that the transformer is to give.</summary>
    /// <param name="inputSchema">The columns of the data.</param>
    /// <returns>The same ones, with vectors in place of categories. Of a raw table, a text or key may be promised as a vector that the fit then leaves out, with a warning:
    /// that column stays as it is.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or of the wrong type.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        _estimator.GetOutputSchema(inputSchema); // checks the columns
        return inputSchema.WithVectors((_estimator as ICategoryReader)?.Categories(inputSchema) ?? []);
    }

    private INetworkTrainer Network => _estimator as INetworkTrainer
        ?? throw new InvalidOperationException($"{_estimator.GetType().Name} is no trainer of FluxTrainers: it takes no validation data and no earlier model.");

    private EntityEmbeddingTransformer Embedding(ITransformer fitted)
    {
        using var trained = (NeuralTransformer)fitted;
        return new EntityEmbeddingTransformer(_host, trained.Model);
    }
}
