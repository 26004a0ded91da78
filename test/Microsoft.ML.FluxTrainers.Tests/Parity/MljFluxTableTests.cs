// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>What MLJFlux's "collate" tests ask of tables: columns of 64-bit numbers are those of 32 bits.</summary>
public sealed class MljFluxTableTests
{
    private static readonly List<MljRow> _rows = MljRow.Make(60);

    [Test]
    public void A_table_of_doubles_equals_one_of_floats()
    {
        var context = new MLContext();
        var options = NeuralRegressorOptions.MljFlux with { LabelColumnName = "Number", FeatureColumns = FeatureColumns.Of("A", "B"), BatchSize = 5, Seed = 1 };
        var floats = _rows.ConvertAll(row => new Floats { A = row.Features[0], B = row.Features[2], Number = row.Number });
        var doubles = _rows.ConvertAll(row => new Doubles { A = row.Features[0], B = row.Features[2], Number = row.Number });
        var trainer = context.FluxTrainers.NeuralRegressor(options);

        Assert.That(
            trainer.Fit(context.Data.LoadFromEnumerable(doubles)).Bits(), Is.EqualTo(trainer.Fit(context.Data.LoadFromEnumerable(floats)).Bits()));
    }

    // A matrix there is a vector column here.
    [Test]
    public void A_table_of_numbers_equals_a_matrix_of_them()
    {
        var context = new MLContext();
        var floats = context.Data.LoadFromEnumerable(_rows.ConvertAll(row => new Floats { A = row.Features[0], B = row.Features[2], Number = row.Number }));
        var matrix = context.Transforms.Concatenate("Features", "A", "B").Fit(floats).Transform(floats);
        var options = NeuralRegressorOptions.MljFlux with { LabelColumnName = "Number", BatchSize = 5, Seed = 1 };

        Assert.That(
            context.FluxTrainers.NeuralRegressor(options with { FeatureColumns = FeatureColumns.Of("A", "B") }).Fit(floats).Weights(),
            Is.EqualTo(context.FluxTrainers.NeuralRegressor(options).Fit(matrix).Weights()));
    }

    private sealed class Floats
    {
        public float A { get; set; }

        public float B { get; set; }

        public float Number { get; set; }
    }

    private sealed class Doubles
    {
        public double A { get; set; }

        public double B { get; set; }

        public float Number { get; set; }
    }
}
