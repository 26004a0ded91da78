// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Runtime;
using Microsoft.ML.Trainers;

namespace Microsoft.ML.FluxTrainers;

/// <summary>The neural-network trainers of an <see cref="MLContext"/>.</summary>
public sealed partial class FluxTrainersCatalog
{
    private readonly IHostEnvironment _environment;

    internal FluxTrainersCatalog(IHostEnvironment environment) => _environment = environment;

    /// <summary>Trains a network to choose one of several classes.</summary>
    /// <param name="labelColumnName">The key column to predict.</param>
    /// <param name="featureColumnName">The features: a vector of Single of known size, or one Single.</param>
    /// <param name="exampleWeightColumnName">The weight of each row, or null.</param>
    /// <param name="builder">The network, or null for the default.</param>
    public NeuralClassifier NeuralClassifier(
        string labelColumnName = "Label",
        string featureColumnName = "Features",
        string? exampleWeightColumnName = null,
        NetworkBuilder? builder = null)
    {
        var options = new NeuralClassifierOptions
        {
            LabelColumnName = labelColumnName,
            FeatureColumnName = featureColumnName,
            ExampleWeightColumnName = exampleWeightColumnName,
        };
        return NeuralClassifier(builder is null ? options : options with { Builder = builder });
    }

    /// <summary>Trains a network to choose one of several classes.</summary>
    /// <param name="options">The hyperparameters.</param>
    /// <exception cref="ArgumentException">Two settings exclude each other.</exception>
    public NeuralClassifier NeuralClassifier(NeuralClassifierOptions options) => NeuralClassifier(options, new TrainingRun());

    /// <summary>Trains a network to choose one of several classes.</summary>
    /// <param name="options">The hyperparameters.</param>
    /// <param name="run">The circumstances of the fits, such as a cancellation token.</param>
    /// <exception cref="ArgumentException">Two settings exclude each other.</exception>
    public NeuralClassifier NeuralClassifier(NeuralClassifierOptions options, TrainingRun run) =>
        new(_environment, Guard.NotNull(options, nameof(options)), Guard.NotNull(run, nameof(run)));

    /// <summary>Trains a network to tell true from false.</summary>
    /// <param name="labelColumnName">The column to predict: a Boolean, or a key of two values.</param>
    /// <param name="featureColumnName">The features: a vector of Single of known size, or one Single.</param>
    /// <param name="exampleWeightColumnName">The weight of each row, or null.</param>
    /// <param name="builder">The network, or null for the default.</param>
    public NeuralBinaryClassifier NeuralBinaryClassifier(
        string labelColumnName = "Label",
        string featureColumnName = "Features",
        string? exampleWeightColumnName = null,
        NetworkBuilder? builder = null)
    {
        var options = new NeuralBinaryClassifierOptions
        {
            LabelColumnName = labelColumnName,
            FeatureColumnName = featureColumnName,
            ExampleWeightColumnName = exampleWeightColumnName,
        };
        return NeuralBinaryClassifier(builder is null ? options : options with { Builder = builder });
    }

    /// <summary>Trains a network to tell true from false.</summary>
    /// <param name="options">The hyperparameters.</param>
    /// <exception cref="ArgumentException">Two settings exclude each other.</exception>
    public NeuralBinaryClassifier NeuralBinaryClassifier(NeuralBinaryClassifierOptions options) => NeuralBinaryClassifier(options, new TrainingRun());

    /// <summary>Trains a network to tell true from false.</summary>
    /// <param name="options">The hyperparameters.</param>
    /// <param name="run">The circumstances of the fits, such as a cancellation token.</param>
    /// <exception cref="ArgumentException">Two settings exclude each other.</exception>
    public NeuralBinaryClassifier NeuralBinaryClassifier(NeuralBinaryClassifierOptions options, TrainingRun run) =>
        new(_environment, Guard.NotNull(options, nameof(options)), Guard.NotNull(run, nameof(run)));

    /// <summary>Trains a network to predict a number.</summary>
    /// <param name="labelColumnName">The column of type Single to predict.</param>
    /// <param name="featureColumnName">The features: a vector of Single of known size, or one Single.</param>
    /// <param name="exampleWeightColumnName">The weight of each row, or null.</param>
    /// <param name="builder">The network, or null for the default.</param>
    public NeuralRegressor NeuralRegressor(
        string labelColumnName = "Label",
        string featureColumnName = "Features",
        string? exampleWeightColumnName = null,
        NetworkBuilder? builder = null)
    {
        var options = new NeuralRegressorOptions
        {
            LabelColumnName = labelColumnName,
            FeatureColumnName = featureColumnName,
            ExampleWeightColumnName = exampleWeightColumnName,
        };
        return NeuralRegressor(builder is null ? options : options with { Builder = builder });
    }

    /// <summary>Trains a network to predict a number.</summary>
    /// <param name="options">The hyperparameters.</param>
    /// <exception cref="ArgumentException">Two settings exclude each other.</exception>
    public NeuralRegressor NeuralRegressor(NeuralRegressorOptions options) => NeuralRegressor(options, new TrainingRun());

    /// <summary>Trains a network to predict a number.</summary>
    /// <param name="options">The hyperparameters.</param>
    /// <param name="run">The circumstances of the fits, such as a cancellation token.</param>
    /// <exception cref="ArgumentException">Two settings exclude each other.</exception>
    public NeuralRegressor NeuralRegressor(NeuralRegressorOptions options, TrainingRun run) =>
        new(_environment, Guard.NotNull(options, nameof(options)), Guard.NotNull(run, nameof(run)));

    /// <summary>Trains one network to predict several numbers at once.</summary>
    /// <param name="labelColumnName">The column to predict: a vector of Single of known size, or one Single. For one column
    /// a target, set <see cref="NeuralMultitargetRegressorOptions.LabelColumnNames"/> instead.</param>
    /// <param name="featureColumnName">The features: a vector of Single of known size, or one Single.</param>
    /// <param name="exampleWeightColumnName">The weight of each row, or null.</param>
    /// <param name="builder">The network, or null for the default.</param>
    public NeuralMultitargetRegressor NeuralMultitargetRegressor(
        string labelColumnName = "Label",
        string featureColumnName = "Features",
        string? exampleWeightColumnName = null,
        NetworkBuilder? builder = null)
    {
        var options = new NeuralMultitargetRegressorOptions
        {
            LabelColumnName = labelColumnName,
            FeatureColumnName = featureColumnName,
            ExampleWeightColumnName = exampleWeightColumnName,
        };
        return NeuralMultitargetRegressor(builder is null ? options : options with { Builder = builder });
    }

    /// <summary>Trains one network to predict several numbers at once.</summary>
    /// <param name="options">The hyperparameters.</param>
    /// <exception cref="ArgumentException">Two settings exclude each other.</exception>
    public NeuralMultitargetRegressor NeuralMultitargetRegressor(NeuralMultitargetRegressorOptions options) => NeuralMultitargetRegressor(options, new TrainingRun());

    /// <summary>Trains one network to predict several numbers at once.</summary>
    /// <param name="options">The hyperparameters.</param>
    /// <param name="run">The circumstances of the fits, such as a cancellation token.</param>
    /// <exception cref="ArgumentException">Two settings exclude each other.</exception>
    public NeuralMultitargetRegressor NeuralMultitargetRegressor(NeuralMultitargetRegressorOptions options, TrainingRun run) =>
        new(_environment, Guard.NotNull(options, nameof(options)), Guard.NotNull(run, nameof(run)));

    /// <summary>Trains one network to tell which of several labels a row has.</summary>
    /// <param name="labelColumnName">The column to predict: a vector of Boolean or of Single (0 or 1) of known size, or of keys.</param>
    /// <param name="featureColumnName">The features: a vector of Single of known size, or one Single.</param>
    /// <param name="exampleWeightColumnName">The weight of each row, or null.</param>
    /// <param name="builder">The network, or null for the default.</param>
    public NeuralMultilabelClassifier NeuralMultilabelClassifier(
        string labelColumnName = "Label",
        string featureColumnName = "Features",
        string? exampleWeightColumnName = null,
        NetworkBuilder? builder = null)
    {
        var options = new NeuralMultilabelClassifierOptions
        {
            LabelColumnName = labelColumnName,
            FeatureColumnName = featureColumnName,
            ExampleWeightColumnName = exampleWeightColumnName,
        };
        return NeuralMultilabelClassifier(builder is null ? options : options with { Builder = builder });
    }

    /// <summary>Trains one network to tell which of several labels a row has.</summary>
    /// <param name="options">The hyperparameters.</param>
    /// <exception cref="ArgumentException">Two settings exclude each other.</exception>
    public NeuralMultilabelClassifier NeuralMultilabelClassifier(NeuralMultilabelClassifierOptions options) => NeuralMultilabelClassifier(options, new TrainingRun());

    /// <summary>Trains one network to tell which of several labels a row has.</summary>
    /// <param name="options">The hyperparameters.</param>
    /// <param name="run">The circumstances of the fits, such as a cancellation token.</param>
    /// <exception cref="ArgumentException">Two settings exclude each other.</exception>
    public NeuralMultilabelClassifier NeuralMultilabelClassifier(NeuralMultilabelClassifierOptions options, TrainingRun run) =>
        new(_environment, Guard.NotNull(options, nameof(options)), Guard.NotNull(run, nameof(run)));

    /// <summary>Trains a network to choose one of several classes for an image.</summary>
    /// <param name="labelColumnName">The key column to predict.</param>
    /// <param name="imageColumnName">The images: a column of MLImage, of paths (text), or of vectors of pixels.</param>
    /// <param name="exampleWeightColumnName">The weight of each row, or null.</param>
    /// <param name="builder">The network, or null for the default.</param>
    public NeuralImageClassifier NeuralImageClassifier(
        string labelColumnName = "Label",
        string imageColumnName = "Image",
        string? exampleWeightColumnName = null,
        NetworkBuilder? builder = null)
    {
        var options = new NeuralImageClassifierOptions
        {
            LabelColumnName = labelColumnName,
            ImageColumnName = imageColumnName,
            ExampleWeightColumnName = exampleWeightColumnName,
        };
        return NeuralImageClassifier(builder is null ? options : options with { Builder = builder });
    }

    /// <summary>Trains a network to choose one of several classes for an image.</summary>
    /// <param name="options">The hyperparameters.</param>
    /// <exception cref="ArgumentException">Two settings exclude each other.</exception>
    public NeuralImageClassifier NeuralImageClassifier(NeuralImageClassifierOptions options) => NeuralImageClassifier(options, new TrainingRun());

    /// <summary>Trains a network to choose one of several classes for an image.</summary>
    /// <param name="options">The hyperparameters.</param>
    /// <param name="run">The circumstances of the fits, such as a cancellation token.</param>
    /// <exception cref="ArgumentException">Two settings exclude each other.</exception>
    public NeuralImageClassifier NeuralImageClassifier(NeuralImageClassifierOptions options, TrainingRun run) =>
        new(_environment, Guard.NotNull(options, nameof(options)), Guard.NotNull(run, nameof(run)));

    /// <summary>Trains a network for the vectors of its categories: the columns of categories become columns of vectors, which any other
    /// trainer can read.</summary>
    /// <param name="estimator">The network's estimator, with <see cref="TabularOptions.CategoricalColumnNames"/> or
    /// <see cref="TabularOptions.FeatureColumns"/>.</param>
    public EntityEmbedder EntityEmbedder(ITrainerEstimator<NeuralTransformer, NeuralModel> estimator) =>
        new(_environment, Guard.NotNull(estimator, nameof(estimator)));

    /// <summary>Makes a custom builder known by its name, so that models whose network only it can make can be loaded.</summary>
    /// <param name="builder">A builder made by <see cref="NetworkBuilder.From"/>. A later one of the same name replaces it.</param>
    /// <exception cref="ArgumentException">The builder has no name: it describes itself and needs none.</exception>
    public void Register(NetworkBuilder builder) => Add(Guard.NotNull(builder, nameof(builder)), "builders of NetworkBuilder.From");

    /// <summary>Makes a custom activation known by its name, so that models with it can be loaded.</summary>
    /// <param name="activation">An activation made by <see cref="Activation.From"/>. A later one of the same name replaces it.</param>
    /// <exception cref="ArgumentException">The activation has no name: it is one of the library's and needs none.</exception>
    public void Register(Activation activation) => Add(Guard.NotNull(activation, nameof(activation)), "activations of Activation.From");

    private void Add(object option, string those) => NamedOptionsOf.Environment(_environment).Add(
        option as INamedOption
        ?? throw new ArgumentException($"{option} has no name to be registered under. Only {those} need that.", nameof(option)));
}
