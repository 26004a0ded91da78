// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;
using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>Fits of every target that go on where another ended, and rows that are held out.</summary>
public sealed class ContinuedTargetsTests
{
    private readonly MLContext _mlContext = new(seed: 1);

    private static Loss[] Losses => [new QuantileLoss(), new GaussianLoss(), new PoissonLoss(), new TweedieLoss()];

    [TestCaseSource(nameof(Losses))]
    public void Two_stages_of_a_regressor_equal_one_to_the_bit(Loss loss)
    {
        NeuralRegressor Estimator(int epochs) => _mlContext.FluxTrainers.NeuralRegressor(new NeuralRegressorOptions
        {
            LabelColumnName = "Left",
            Loss = loss,
            Builder = new MlpBuilder(4),
            Epochs = epochs,
            Seed = 1,
            ValidationFraction = 0.25,
        });

        AssertGoesOn(Estimator(3).Fit(View(Rows())), previous => Estimator(6).Fit(View(Rows()), previous: previous), Estimator(6).Fit(View(Rows())));
    }

    [Test]
    public void Two_stages_of_several_numbers_equal_one_to_the_bit()
    {
        NeuralMultitargetRegressor Estimator(int epochs) => _mlContext.FluxTrainers.NeuralMultitargetRegressor(MultitargetOptions with
        {
            Epochs = epochs,
            TargetWeights = [1, 2],
            ValidationFraction = 0.25,
        });

        AssertGoesOn(Estimator(3).Fit(View(Rows())), previous => Estimator(6).Fit(View(Rows()), previous: previous), Estimator(6).Fit(View(Rows())));
    }

    [Test]
    public void Two_stages_of_several_labels_equal_one_to_the_bit_whatever_their_thresholds()
    {
        NeuralMultilabelClassifier Estimator(int epochs, double threshold) => _mlContext.FluxTrainers.NeuralMultilabelClassifier(
            new NeuralMultilabelClassifierOptions { LabelColumnName = "Flags", Builder = new MlpBuilder(4), Epochs = epochs, Seed = 1, Threshold = threshold });

        var first = Estimator(3, 0.5).Fit(View(Rows()));

        AssertGoesOn(first, previous => Estimator(6, 0.2).Fit(View(Rows()), previous: previous), Estimator(6, 0.5).Fit(View(Rows())));
        Assert.That(((LabelsTarget)Estimator(6, 0.2).Fit(View(Rows()), previous: first).Model.Target).Threshold, Is.EqualTo(0.2));
    }

    // Rows given apart: their labels are read in the scale of the training rows, which the loss is measured in.
    [Test]
    public void The_loss_of_validation_rows_is_in_the_scale_of_the_training_rows()
    {
        var validation = Rows().Take(10).ToList();
        using var model = _mlContext.FluxTrainers.NeuralMultitargetRegressor(MultitargetOptions with { Epochs = 1 }).Fit(View(Rows()), View(validation));

        var scaling = model.Model.Target.Scaling;
        var losses = model.Transform(View(validation)).GetColumn<float[]>("Score").Zip(validation, (scores, row) =>
            (Math.Pow((scores[0] - row.Left) / scaling[2], 2) + Math.Pow((scores[1] - row.Right) / scaling[3], 2)) / 2);

        Assert.That(model.History.ValidationLosses[^1], Is.EqualTo(losses.Average()).Within(1e-3).Percent);
    }

    [Test]
    public void New_rows_keep_the_scale_of_the_earlier_ones()
    {
        var estimator = _mlContext.FluxTrainers.NeuralMultitargetRegressor(MultitargetOptions with { Epochs = 3 });
        var first = estimator.Fit(View(Rows()));
        var others = Rows();
        others.ForEach(row => row.Left *= 100);

        using var further = estimator.PartialFit(View(others), first);

        Assert.That(further.Model.Target, Is.EqualTo(first.Model.Target));
        Assert.That(further.Bits(), Is.Not.EqualTo(first.Bits()));
    }

    [Test]
    public void Targets_of_other_names_do_not_go_on()
    {
        var first = _mlContext.FluxTrainers.NeuralMultitargetRegressor(MultitargetOptions with { LabelColumnNames = [], LabelColumnName = "Label" })
            .Fit(_mlContext.Transforms.Concatenate("Label", "Left", "Right").Fit(View(Rows())).Transform(View(Rows())));
        var swapped = _mlContext.Transforms.Concatenate("Label", "Right", "Left").Fit(View(Rows())).Transform(View(Rows()));

        Assert.That(
            () => _mlContext.FluxTrainers.NeuralMultitargetRegressor(MultitargetOptions with { LabelColumnNames = [], LabelColumnName = "Label" }).PartialFit(swapped, first),
            Throws.InvalidOperationException.With.Message.EqualTo("The earlier model does not predict the same numbers: its targets are Left, Right."));
    }

    // The keys come in the order in which their texts are met, so in the new rows the first is the other one.
    [Test]
    public void Keys_of_two_values_are_known_by_name()
    {
        var estimator = _mlContext.FluxTrainers.NeuralBinaryClassifier(
            new NeuralBinaryClassifierOptions { Builder = new LinearBuilder(), Optimizer = new Adam(0.05), Epochs = 3, Seed = 1 });
        var (rows, turned) = (Rows(), Rows().AsEnumerable().Reverse().ToList());
        var first = estimator.Fit(Keyed(rows));
        Assert.That(((BinaryTarget)first.Model.Target).Names, Is.EqualTo(new[] { "low", "high" }));

        using var further = estimator.PartialFit(Keyed(turned), first, epochs: 40);

        Assert.That(((BinaryTarget)further.Model.Target).Names, Is.EqualTo(new[] { "low", "high" }));
        var high = further.Transform(View(rows)).GetColumn<float>("Probability").ToArray();
        Assert.That(high[..30].Average(), Is.LessThan(0.2));
        Assert.That(high[^30..].Average(), Is.GreaterThan(0.8));
    }

    [Test]
    public void A_threshold_stays_with_a_binary_model_that_goes_on()
    {
        NeuralBinaryClassifier Estimator(int epochs) => _mlContext.FluxTrainers.NeuralBinaryClassifier(
            new NeuralBinaryClassifierOptions { Builder = new MlpBuilder(4), Epochs = epochs, Seed = 1 });

        using var moved = Estimator(2).Fit(Keyed(Rows())).WithThreshold(0.7);
        using var further = Estimator(4).Fit(Keyed(Rows()), previous: moved);

        Assert.That(((BinaryTarget)further.Model.Target).Threshold, Is.EqualTo(0.7));
        Assert.That(further.Bits(), Is.EqualTo(Estimator(4).Fit(Keyed(Rows())).Bits()));
    }

    private static NeuralMultitargetRegressorOptions MultitargetOptions { get; } = new()
    {
        LabelColumnNames = ["Left", "Right"],
        Builder = new MlpBuilder(4),
        Seed = 1,
    };

    private static void AssertGoesOn(NeuralTransformer first, Func<NeuralTransformer, NeuralTransformer> goOn, NeuralTransformer once)
    {
        var again = goOn(first);
        Assert.That(again.Bits(), Is.EqualTo(once.Bits()));
        Assert.That(again.History.TrainingLosses, Is.EqualTo(once.History.TrainingLosses).AsCollection);
        Assert.That(again.Bits(), Is.Not.EqualTo(first.Bits()));
    }

    private IDataView View(IReadOnlyList<Row> rows) => _mlContext.Data.LoadFromEnumerable(rows);

    private IDataView Keyed(IReadOnlyList<Row> rows) =>
        _mlContext.Transforms.Conversion.MapValueToKey("Label", "Text").Fit(View(rows)).Transform(View(rows));

    private static List<Row> Rows() => [.. Enumerable.Range(0, 100).Select(i => new Row
    {
        Features = i / 25f,
        Left = 50 + i,
        Right = 3 + MathF.Sin(i / 10f),
        Flags = [i > 30, i < 70],
        Text = i < 50 ? "low" : "high",
    })];

    private sealed class Row
    {
        public float Features { get; set; }

        public float Left { get; set; }

        public float Right { get; set; }

        [VectorType(2)]
        public bool[] Flags { get; set; } = [];

        public string Text { get; set; } = "";
    }
}
