// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.FluxTrainers;

namespace Microsoft.ML;

/// <summary>Puts the trainers of this library where ML.NET's own are.</summary>
public static class FluxTrainersExtensions
{
    extension(MLContext context)
    {
        /// <summary>Neural-network trainers.</summary>
        public FluxTrainersCatalog FluxTrainers => new(context);
    }

    /// <summary>Trains a neural network to choose one of several classes.</summary>
    /// <param name="catalog">The trainers of <c>mlContext.MulticlassClassification</c>.</param>
    /// <param name="labelColumnName">The key column to predict.</param>
    /// <param name="featureColumnName">The features: a vector of Single of known size, or one Single.</param>
    /// <param name="exampleWeightColumnName">The weight of each row, or null.</param>
    /// <param name="builder">The network, or null for the default.</param>
    public static NeuralClassifier NeuralClassifier(
        this MulticlassClassificationCatalog.MulticlassClassificationTrainers catalog,
        string labelColumnName = "Label",
        string featureColumnName = "Features",
        string? exampleWeightColumnName = null,
        NetworkBuilder? builder = null) =>
        Trainers(catalog).NeuralClassifier(labelColumnName, featureColumnName, exampleWeightColumnName, builder);

    /// <summary>Trains a neural network to choose one of several classes.</summary>
    /// <param name="catalog">The trainers of <c>mlContext.MulticlassClassification</c>.</param>
    /// <param name="options">The hyperparameters.</param>
    public static NeuralClassifier NeuralClassifier(
        this MulticlassClassificationCatalog.MulticlassClassificationTrainers catalog,
        NeuralClassifierOptions options) =>
        Trainers(catalog).NeuralClassifier(options);

    /// <summary>Trains a neural network to choose one of several classes.</summary>
    /// <param name="catalog">The trainers of <c>mlContext.MulticlassClassification</c>.</param>
    /// <param name="options">The hyperparameters.</param>
    /// <param name="run">The circumstances of the fits, such as a cancellation token.</param>
    public static NeuralClassifier NeuralClassifier(
        this MulticlassClassificationCatalog.MulticlassClassificationTrainers catalog,
        NeuralClassifierOptions options,
        TrainingRun run) =>
        Trainers(catalog).NeuralClassifier(options, run);

    /// <summary>Trains a neural network to tell true from false.</summary>
    /// <param name="catalog">The trainers of <c>mlContext.BinaryClassification</c>.</param>
    /// <param name="labelColumnName">The column to predict: a Boolean, or a key of two values.</param>
    /// <param name="featureColumnName">The features: a vector of Single of known size, or one Single.</param>
    /// <param name="exampleWeightColumnName">The weight of each row, or null.</param>
    /// <param name="builder">The network, or null for the default.</param>
    public static NeuralBinaryClassifier NeuralBinaryClassifier(
        this BinaryClassificationCatalog.BinaryClassificationTrainers catalog,
        string labelColumnName = "Label",
        string featureColumnName = "Features",
        string? exampleWeightColumnName = null,
        NetworkBuilder? builder = null) =>
        Trainers(catalog).NeuralBinaryClassifier(labelColumnName, featureColumnName, exampleWeightColumnName, builder);

    /// <summary>Trains a neural network to tell true from false.</summary>
    /// <param name="catalog">The trainers of <c>mlContext.BinaryClassification</c>.</param>
    /// <param name="options">The hyperparameters.</param>
    public static NeuralBinaryClassifier NeuralBinaryClassifier(
        this BinaryClassificationCatalog.BinaryClassificationTrainers catalog, NeuralBinaryClassifierOptions options) =>
        Trainers(catalog).NeuralBinaryClassifier(options);

    /// <summary>Trains a neural network to tell true from false.</summary>
    /// <param name="catalog">The trainers of <c>mlContext.BinaryClassification</c>.</param>
    /// <param name="options">The hyperparameters.</param>
    /// <param name="run">The circumstances of the fits, such as a cancellation token.</param>
    public static NeuralBinaryClassifier NeuralBinaryClassifier(
        this BinaryClassificationCatalog.BinaryClassificationTrainers catalog, NeuralBinaryClassifierOptions options, TrainingRun run) =>
        Trainers(catalog).NeuralBinaryClassifier(options, run);

    /// <summary>Trains a neural network to predict a number.</summary>
    /// <param name="catalog">The trainers of <c>mlContext.Regression</c>.</param>
    /// <param name="labelColumnName">The column of type Single to predict.</param>
    /// <param name="featureColumnName">The features: a vector of Single of known size, or one Single.</param>
    /// <param name="exampleWeightColumnName">The weight of each row, or null.</param>
    /// <param name="builder">The network, or null for the default.</param>
    public static NeuralRegressor NeuralRegressor(
        this RegressionCatalog.RegressionTrainers catalog,
        string labelColumnName = "Label",
        string featureColumnName = "Features",
        string? exampleWeightColumnName = null,
        NetworkBuilder? builder = null) =>
        Trainers(catalog).NeuralRegressor(labelColumnName, featureColumnName, exampleWeightColumnName, builder);

    /// <summary>Trains a neural network to predict a number.</summary>
    /// <param name="catalog">The trainers of <c>mlContext.Regression</c>.</param>
    /// <param name="options">The hyperparameters.</param>
    public static NeuralRegressor NeuralRegressor(
        this RegressionCatalog.RegressionTrainers catalog, NeuralRegressorOptions options) =>
        Trainers(catalog).NeuralRegressor(options);

    /// <summary>Trains a neural network to predict a number.</summary>
    /// <param name="catalog">The trainers of <c>mlContext.Regression</c>.</param>
    /// <param name="options">The hyperparameters.</param>
    /// <param name="run">The circumstances of the fits, such as a cancellation token.</param>
    public static NeuralRegressor NeuralRegressor(
        this RegressionCatalog.RegressionTrainers catalog, NeuralRegressorOptions options, TrainingRun run) =>
        Trainers(catalog).NeuralRegressor(options, run);

    /// <summary>Trains one neural network to predict several numbers at once.</summary>
    /// <param name="catalog">The trainers of <c>mlContext.Regression</c>.</param>
    /// <param name="labelColumnName">The column to predict: a vector of Single of known size, or one Single. For one column
    /// a target, set <see cref="NeuralMultitargetRegressorOptions.LabelColumnNames"/> instead.</param>
    /// <param name="featureColumnName">The features: a vector of Single of known size, or one Single.</param>
    /// <param name="exampleWeightColumnName">The weight of each row, or null.</param>
    /// <param name="builder">The network, or null for the default.</param>
    public static NeuralMultitargetRegressor NeuralMultitargetRegressor(
        this RegressionCatalog.RegressionTrainers catalog,
        string labelColumnName = "Label",
        string featureColumnName = "Features",
        string? exampleWeightColumnName = null,
        NetworkBuilder? builder = null) =>
        Trainers(catalog).NeuralMultitargetRegressor(labelColumnName, featureColumnName, exampleWeightColumnName, builder);

    /// <summary>Trains one neural network to predict several numbers at once.</summary>
    /// <param name="catalog">The trainers of <c>mlContext.Regression</c>.</param>
    /// <param name="options">The hyperparameters.</param>
    public static NeuralMultitargetRegressor NeuralMultitargetRegressor(
        this RegressionCatalog.RegressionTrainers catalog, NeuralMultitargetRegressorOptions options) =>
        Trainers(catalog).NeuralMultitargetRegressor(options);

    /// <summary>Trains one neural network to predict several numbers at once.</summary>
    /// <param name="catalog">The trainers of <c>mlContext.Regression</c>.</param>
    /// <param name="options">The hyperparameters.</param>
    /// <param name="run">The circumstances of the fits, such as a cancellation token.</param>
    public static NeuralMultitargetRegressor NeuralMultitargetRegressor(
        this RegressionCatalog.RegressionTrainers catalog, NeuralMultitargetRegressorOptions options, TrainingRun run) =>
        Trainers(catalog).NeuralMultitargetRegressor(options, run);

    /// <summary>Trains a neural network to choose one of several classes for an image.</summary>
    /// <param name="catalog">The trainers of <c>mlContext.MulticlassClassification</c>.</param>
    /// <param name="labelColumnName">The key column to predict.</param>
    /// <param name="imageColumnName">The images: a column of MLImage, of paths (text), or of vectors of pixels.</param>
    /// <param name="exampleWeightColumnName">The weight of each row, or null.</param>
    /// <param name="builder">The network, or null for the default.</param>
    public static NeuralImageClassifier NeuralImageClassifier(
        this MulticlassClassificationCatalog.MulticlassClassificationTrainers catalog,
        string labelColumnName = "Label",
        string imageColumnName = "Image",
        string? exampleWeightColumnName = null,
        NetworkBuilder? builder = null) =>
        Trainers(catalog).NeuralImageClassifier(labelColumnName, imageColumnName, exampleWeightColumnName, builder);

    /// <summary>Trains a neural network to choose one of several classes for an image.</summary>
    /// <param name="catalog">The trainers of <c>mlContext.MulticlassClassification</c>.</param>
    /// <param name="options">The hyperparameters.</param>
    public static NeuralImageClassifier NeuralImageClassifier(
        this MulticlassClassificationCatalog.MulticlassClassificationTrainers catalog, NeuralImageClassifierOptions options) =>
        Trainers(catalog).NeuralImageClassifier(options);

    /// <summary>Trains a neural network to choose one of several classes for an image.</summary>
    /// <param name="catalog">The trainers of <c>mlContext.MulticlassClassification</c>.</param>
    /// <param name="options">The hyperparameters.</param>
    /// <param name="run">The circumstances of the fits, such as a cancellation token.</param>
    public static NeuralImageClassifier NeuralImageClassifier(
        this MulticlassClassificationCatalog.MulticlassClassificationTrainers catalog, NeuralImageClassifierOptions options, TrainingRun run) =>
        Trainers(catalog).NeuralImageClassifier(options, run);

    private static FluxTrainersCatalog Trainers(TrainCatalogBase.CatalogInstantiatorBase catalog) =>
        new(CatalogEnvironment.Of(catalog));
}
