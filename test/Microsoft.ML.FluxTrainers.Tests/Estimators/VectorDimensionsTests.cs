// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;
using Microsoft.ML.FluxTrainers.Contract;
using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>Features that are a vector of several dimensions: a table of numbers is as good as the same numbers in a row.</summary>
public sealed class VectorDimensionsTests
{
    private readonly MLContext _mlContext = new(seed: 1);

    [Test]
    public void Two_dimensions_are_scored_as_one_is()
    {
        using var model = _mlContext.FluxTrainers.NeuralRegressor(new NeuralRegressorOptions { Builder = new MlpBuilder(4), Epochs = 2, Seed = 1 }).Fit(Shaped(2, 3));
        var scores = model.Transform(Shaped(2, 3)).GetColumn<float>("Score").ToArray();
        var (loaded, _) = ModelRoundTrip.Through(new MLContext(), model, Shaped(2, 3).Schema);

        Assert.That(scores.Distinct().Count(), Is.GreaterThan(10));
        Assert.That(model.Transform(Shaped(6)).GetColumn<float>("Score"), Is.EqualTo(scores).AsCollection);
        Assert.That(loaded.Transform(Shaped(3, 2)).GetColumn<float>("Score"), Is.EqualTo(scores).AsCollection);
        (loaded as IDisposable)?.Dispose();
    }

    [Test]
    public void Another_size_is_refused()
    {
        using var model = _mlContext.FluxTrainers.NeuralRegressor(new NeuralRegressorOptions { Builder = new MlpBuilder(4), Epochs = 0, Seed = 1 }).Fit(Shaped(2, 3));

        Assert.That(
            () => model.Transform(Shaped(2, 4)),
            Throws.InstanceOf<ArgumentOutOfRangeException>().With.Message.Contains("expected Vector<Single, 6>, got Vector<Single, 2, 4>"));
    }

    private IDataView Shaped(params int[] dimensions)
    {
        var size = dimensions.Aggregate((product, length) => product * length);
        var schema = SchemaDefinition.Create(typeof(Row));
        schema[nameof(Row.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, dimensions);
        return _mlContext.Data.LoadFromEnumerable(
            Enumerable.Range(0, 20).Select(i => new Row { Features = [.. Enumerable.Range(0, size).Select(slot => MathF.Sin((i * size) + slot))], Label = i % 7 }).ToList(), schema);
    }

    private sealed class Row
    {
        public float[] Features { get; set; } = [];

        public float Label { get; set; }
    }
}
