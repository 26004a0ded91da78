// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.FluxTrainers.Contract;
using Microsoft.ML.Trainers;
using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>Categories and raw tables in every trainer on tables.</summary>
public sealed class EveryTrainerTests
{
    private static readonly MLContext _mlContext = new(1);

    private static readonly Dictionary<string, Func<bool, ITrainerEstimator<NeuralTransformer, NeuralModel>>> _trainers = new()
    {
        ["classifier"] = raw => _mlContext.FluxTrainers.NeuralClassifier(With(new NeuralClassifierOptions { LabelColumnName = "Key" }, raw)),
        ["binary"] = raw => _mlContext.FluxTrainers.NeuralBinaryClassifier(With(new NeuralBinaryClassifierOptions(), raw)),
        ["regressor"] = raw => _mlContext.FluxTrainers.NeuralRegressor(With(new NeuralRegressorOptions { LabelColumnName = "Amount" }, raw)),
        ["multi-target"] = raw => _mlContext.FluxTrainers.NeuralMultitargetRegressor(With(new NeuralMultitargetRegressorOptions { LabelColumnName = "Two" }, raw)),
        ["multi-label"] = raw => _mlContext.FluxTrainers.NeuralMultilabelClassifier(With(new NeuralMultilabelClassifierOptions { LabelColumnName = "Flags" }, raw)),
    };

    private static IEnumerable<string> Names => _trainers.Keys;

    [Test]
    public void It_learns_from_categories_comes_back_and_gives_their_vectors([ValueSource(nameof(Names))] string name, [Values] bool raw)
    {
        var data = Data();
        var trainer = _trainers[name](raw);
        using var model = trainer.Fit(data);
        using var loaded = model.Reload(data);
        var embedded = _mlContext.FluxTrainers.EntityEmbedder(trainer).Fit(data);

        Assert.That(model.History.TrainingLosses[^1], Is.LessThan(model.History.TrainingLosses[0] * 0.6));
        Assert.That(model.Model.Embeddings.Keys, Is.EqualTo(new[] { "City", "Kind" }));
        Assert.That(embedded.Model.Embeddings["City"]["Oslo"], Is.EqualTo(model.Model.Embeddings["City"]["Oslo"]));
        ViewComparison.Of(model.Transform(data), loaded.Transform(data), _ => true, Tolerance.Loaded).AssertNone(name);
    }

    private static T With<T>(T options, bool raw)
        where T : TabularOptions
    {
        return options with
        {
            CategoricalColumnNames = raw ? [] : ["City", "Kind"],
            FeatureColumns = raw ? FeatureColumns.Of("Age", "City", "Kind", "When") : null,
            Builder = new MlpBuilder(8),
            Optimizer = new Adam(0.02),
            Epochs = 30,
            BatchSize = 16,
            Seed = 3,
        };
    }

    private static IDataView Data()
    {
        var data = TableRows.Make().ToView(_mlContext);
        return _mlContext.Transforms.Conversion.MapValueToKey("Key", "Class")
            .Append(_mlContext.Transforms.Concatenate("Two", "Amount", "Age"))
            .Append(_mlContext.Transforms.Conversion.ConvertType("IsOpen", "Label"))
            .Append(_mlContext.Transforms.Concatenate("Flags", "IsOpen", "IsOpen"))
            .Fit(data).Transform(data);
    }
}
