// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Text;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>A fit that goes on where another ended.</summary>
public sealed class WarmRestartTests
{
    private static readonly NeuralClassifierOptions _options = new()
    {
        Builder = new MlpBuilder(8) { Dropout = 0.3 },
        BatchSize = 16,
        Epochs = 3,
        Seed = 4,
    };

    private static readonly List<TestRow> _rows = TestRows.Blobs(100);

    private static readonly Optimizer[] _optimizers =
    [
        new Adam(0.01), new Adam(0.01) { AmsGrad = true }, new AdamW(0.01), new Sgd(0.05) { Momentum = 0.9, Nesterov = true }, new RmsProp(0.01), new Adagrad(0.05),
        new Adadelta(1), new NAdam(0.01), new RAdam(0.01),
    ];

    [Test]
    public void Two_stages_equal_one_to_the_bit(
        [ValueSource(nameof(_optimizers))] Optimizer optimizer, [Values] Shuffle shuffle, [Values] RunnerKind runner)
    {
        var options = _options with { Optimizer = optimizer, Shuffle = shuffle };
        var run = new TrainingRun { Runner = runner };
        var once = (options with { Epochs = 5 }).Fit(_rows, run: run);
        var again = GoOn(options with { Epochs = 5 }, options.Fit(_rows, run: run), run);

        Assert.That(again.Bits(), Is.EqualTo(once.Bits()));
        Assert.That(again.History.TrainingLosses, Is.EqualTo(once.History.TrainingLosses));
    }

    [Test]
    public void Two_stages_equal_one_with_batch_normalization()
    {
        var options = _options with { Builder = new MlpBuilder(8) { Normalization = Normalization.BatchNorm } };

        Assert.That(GoOn(options with { Epochs = 5 }, options.Fit(_rows)).Bits(), Is.EqualTo((options with { Epochs = 5 }).Fit(_rows).Bits()));
    }

    [Test]
    public void Two_stages_equal_one_where_rows_are_held_out_and_the_best_weights_restored()
    {
        var options = _options with { ValidationFraction = 0.3, Epochs = 12, Optimizer = new Adam(0.5) };
        var once = (options with { Epochs = 20 }).Fit(_rows);
        var again = GoOn(options with { Epochs = 20 }, options.Fit(_rows));

        Assert.That(once.History.BestEpoch, Is.LessThan(20)); // so that last and best weights differ
        Assert.That(again.Bits(), Is.EqualTo(once.Bits()));
        Assert.That(again.History.ValidationLosses, Is.EqualTo(once.History.ValidationLosses));
    }

    [Test]
    public void Two_stages_equal_one_through_a_file_that_keeps_the_state()
    {
        var first = Reloaded(_options.Fit(_rows, run: new TrainingRun { KeepTrainingState = true }));

        Assert.That(GoOn(_options with { Epochs = 5 }, first).Bits(), Is.EqualTo((_options with { Epochs = 5 }).Fit(_rows).Bits()));
    }

    [Test]
    public void A_plainly_saved_or_trimmed_model_says_that_it_has_no_state()
    {
        var fitted = _options.Fit(_rows);

        Assert.That(fitted.Model.HasTrainingState, Is.True);
        foreach (var bare in new[] { Reloaded(fitted), fitted.Trim() })
        {
            Assert.That(bare.Model.HasTrainingState, Is.False);
            Assert.That(bare.Bits(), Is.EqualTo(fitted.Bits()));
            Assert.That(
                () => GoOn(_options, bare),
                Throws.InvalidOperationException.With.Message.StartsWith("The earlier model has no training state to go on from."));
        }
    }

    [Test]
    public void A_new_learning_rate_takes_effect_on_the_earlier_weights()
    {
        var first = _options.Fit(_rows);
        var still = GoOn(_options with { Epochs = 6, Optimizer = new Adam(1e-9) }, first);

        Assert.That(still.Weights(), Is.EqualTo(first.Weights()).Within(1e-6));
        Assert.That(still.History.Epochs, Is.EqualTo(6));
        Assert.That(GoOn(_options with { Epochs = 6 }, first).Weights(), Is.Not.EqualTo(first.Weights()).Within(1e-6));
    }

    [Test]
    public void An_optimizer_of_another_type_goes_on_from_the_earlier_weights()
    {
        var first = _options.Fit(_rows);
        var options = _options with { Epochs = 4, Optimizer = new Sgd(1e-9) };

        Assert.That(GoOn(options, first).Weights(), Is.EqualTo(first.Weights()).Within(1e-6));
    }

    [Test]
    public void Another_optimizer_starts_anew_where_that_is_asked_for()
    {
        var options = _options with { Optimizer = new Adam(0.001), OptimizerChangesTriggerRetraining = true };

        Assert.That(GoOn(options, _options.Fit(_rows)).Bits(), Is.EqualTo(options.Fit(_rows).Bits()));
    }

    [TestCase("BatchSize", 8, "BatchSize changed from 16 to 8")]
    [TestCase("Builder.Dropout", 0.1, "Builder changed from ")]
    [TestCase("Seed", 5, "Seed changed from 4 to 5")]
    [TestCase("Epochs", 2, "Epochs went down from 3 to 2")]
    public void Another_option_starts_anew_and_the_warning_names_it(string path, object value, string reason)
    {
        var context = new MLContext();
        var warnings = context.Listen(ChannelMessageKind.Warning);
        var options = _options.With(path, value);
        var anew = context.FluxTrainers.NeuralClassifier(options).Fit(_rows.ToView(context, 3), previous: _options.Fit(_rows));

        Assert.That(anew.Bits(), Is.EqualTo(options.Fit(_rows).Bits()));
        Assert.That(warnings, Has.One.StartsWith($"The network is trained from the start: {reason}"));
    }

    [Test]
    public void A_model_of_another_kind_of_trainer_is_named_as_one()
    {
        var context = new MLContext();
        var warnings = context.Listen(ChannelMessageKind.Warning);
        var data = _rows.FindAll(row => row.Label < 2).ToView(context);
        var binary = new NeuralBinaryClassifierOptions { Builder = _options.Builder, BatchSize = _options.BatchSize, Epochs = _options.Epochs, Seed = _options.Seed };
        using var anew = context.FluxTrainers.NeuralClassifier(_options).Fit(data, previous: context.FluxTrainers.NeuralBinaryClassifier(binary).Fit(data));

        Assert.That(warnings, Has.One.StartsWith("The network is trained from the start: the earlier fit had no Loss: it was made by another kind of trainer"));
    }

    [Test]
    public void Other_rows_start_anew_with_a_warning()
    {
        var context = new MLContext();
        var warnings = context.Listen(ChannelMessageKind.Warning);
        var other = TestRows.Blobs(100, seed: 9);
        var anew = context.FluxTrainers.NeuralClassifier(_options).Fit(other.ToView(context, 3), previous: _options.Fit(_rows));

        Assert.That(anew.Bits(), Is.EqualTo(_options.Fit(other).Bits()));
        Assert.That(warnings, Has.One.StartsWith("The network is trained from the start: the training rows are not those"));
    }

    [Test]
    public void Another_number_of_features_starts_anew_with_a_warning()
    {
        var context = new MLContext();
        var warnings = context.Listen(ChannelMessageKind.Warning);
        var wider = _rows.ConvertAll(row => TestRows.Row(row.Label, [.. row.Features.DenseValues(), 1]));
        var first = _options.Fit(_rows);
        var anew = context.FluxTrainers.NeuralClassifier(_options).Fit(wider.ToView(context, 3), previous: first);

        Assert.That(anew.Bits(), Is.EqualTo(_options.Fit(wider).Bits()));
        Assert.That(warnings, Has.One.EqualTo(
            "The network is trained from the start: Column 'Features' holds 3 features, but the earlier model takes 2 of column 'Features'."));
        Assert.That(
            () => context.FluxTrainers.NeuralClassifier(_options).PartialFit(wider.ToView(context, 3), first),
            Throws.InvalidOperationException.With.Message.StartsWith("Column 'Features' holds 3 features, but the earlier model takes 2"));
    }

    [Test]
    public void As_many_epochs_as_before_train_nothing_and_change_nothing()
    {
        var first = _options.Fit(_rows);

        Assert.That(GoOn(_options, first).Bits(), Is.EqualTo(first.Bits()));
    }

    [Test]
    public void The_earlier_model_does_not_change()
    {
        var first = _options.Fit(_rows);
        var before = first.Bits();
        GoOn(_options with { Epochs = 6 }, first);

        Assert.That(first.Bits(), Is.EqualTo(before));
        Assert.That(first.History.Epochs, Is.EqualTo(3));
    }

    [Test]
    public void PartialFit_goes_on_with_new_rows_in_the_scaling_of_the_earlier_ones()
    {
        var first = _options.Fit(_rows);
        var moved = _rows.ConvertAll(row => TestRows.Row(row.Label, [.. row.Features.DenseValues().Select(value => (value * 5) + 7)]));
        var context = new MLContext();
        var later = context.FluxTrainers.NeuralClassifier(_options).PartialFit(moved.ToView(context, 3), first, epochs: 2);

        Assert.That(later.Model.FeatureOffsets, Is.EqualTo(first.Model.FeatureOffsets));
        Assert.That(later.History.Epochs, Is.EqualTo(5));
        Assert.That(later.LogLoss(moved), Is.LessThan(first.LogLoss(moved)));
    }

    // PartialFit on the rows of the earlier fit is the same as more epochs.
    [Test]
    public void PartialFit_on_the_same_rows_equals_more_epochs()
    {
        var context = new MLContext();
        var later = context.FluxTrainers.NeuralClassifier(_options).PartialFit(_rows.ToView(context, 3), _options.Fit(_rows), epochs: 2);

        Assert.That(later.Bits(), Is.EqualTo((_options with { Epochs = 5 }).Fit(_rows).Bits()));
    }

    // The best weights on the rows that were held out before say nothing of the new rows.
    // It says itself how many epochs it trains.
    [Test]
    public void PartialFit_asks_for_no_more_epochs_in_the_options()
    {
        var context = new MLContext();
        var first = _options.Fit(_rows);
        var fewer = context.FluxTrainers.NeuralClassifier(_options with { Epochs = _options.Epochs - 1 }).PartialFit(_rows.ToView(context, 3), first, epochs: 2);
        var same = context.FluxTrainers.NeuralClassifier(_options).PartialFit(_rows.ToView(context, 3), first, epochs: 2);

        Assert.That(fewer.Bits(), Is.EqualTo(same.Bits()));
    }

    [Test]
    public void PartialFit_keeps_what_it_learned_after_a_fit_that_restored_its_best_weights()
    {
        var context = new MLContext();
        var options = _options with { ValidationFraction = 0.3 };
        var other = TestRows.Blobs(60, seed: 9).ToView(context, 3);
        var first = options.Fit(_rows);
        var later = context.FluxTrainers.NeuralClassifier(options).PartialFit(other, first, epochs: 3);
        var plain = context.FluxTrainers.NeuralClassifier(options with { RestoreBestWeights = false }).PartialFit(other, first, epochs: 3);

        Assert.That(later.Bits(), Is.EqualTo(plain.Bits()).And.Not.EqualTo(first.Bits()));
        Assert.That(later.History.BestEpoch, Is.Null);
    }

    [Test]
    public void Going_on_without_validation_rows_ends_with_the_last_weights()
    {
        var context = new MLContext();
        var validation = TestRows.Blobs(30, seed: 9).ToView(context, 3);
        var first = context.FluxTrainers.NeuralClassifier(_options).Fit(_rows.ToView(context, 3), validation);
        var later = GoOn(_options with { Epochs = 6 }, first);

        Assert.That(first.History.BestEpoch, Is.Not.Null);
        Assert.That(later.Bits(), Is.EqualTo((_options with { Epochs = 6 }).Fit(_rows).Bits()));
        Assert.That(later.History.BestEpoch, Is.Null);
    }

    // The others have wrong labels, so that no loss on them can be as low.
    [Test]
    public void Losses_on_other_validation_rows_are_not_compared([Values] bool throughFile)
    {
        var context = new MLContext();
        var infos = context.Listen(ChannelMessageKind.Info);
        var rows = TestRows.Blobs(30, seed: 9);
        var (view, easy) = (_rows.ToView(context, 3), rows.ToView(context, 3));
        var other = rows.ConvertAll(row => TestRows.Row((row.Label + 1) % 3, [.. row.Features.DenseValues()])).ToView(context, 3);
        var options = _options with { Optimizer = new Adam(0.05), Epochs = 30 };
        var first = context.FluxTrainers.NeuralClassifier(options, new TrainingRun { KeepTrainingState = true }).Fit(view, easy);
        var trainer = context.FluxTrainers.NeuralClassifier(options with { Epochs = 33 });
        var later = trainer.Fit(view, other, throughFile ? Reloaded(first) : first);

        Assert.That(first.History.ValidationLosses.Min(), Is.LessThan(later.History.ValidationLosses.TakeLast(3).Min()), "so that the earlier weights would win");
        Assert.That(later.History.BestEpoch, Is.GreaterThan(30));
        Assert.That(later.Bits(), Is.Not.EqualTo(first.Bits()));
        Assert.That(infos, Has.One.StartsWith("The validation rows are not those of the earlier fit"));
        Assert.That(Reloaded(later).History.BestEpoch, Is.EqualTo(later.History.BestEpoch));
    }

    [Test]
    public void Classes_are_found_by_name_and_an_unknown_one_is_an_error()
    {
        var context = new MLContext();
        var trainer = context.FluxTrainers.NeuralClassifier(_options);
        var first = trainer.Fit(Named(context, _rows, ["a", "b", "c"]));
        var turned = _rows.ConvertAll(row => TestRows.Row((row.Label + 1) % 3, [.. row.Features.DenseValues()]));
        var same = trainer.PartialFit(Named(context, turned, ["c", "a", "b"]), first, epochs: 2);

        Assert.That(same.Bits(), Is.EqualTo(trainer.PartialFit(Named(context, _rows, ["a", "b", "c"]), first, epochs: 2).Bits()));
        Assert.That(
            () => trainer.Fit(Named(context, _rows, ["a", "b", "d"]), previous: first),
            Throws.InvalidOperationException.With.Message.Contains("class 'd' in row 2, which the earlier model does not know"));
        Assert.That(
            () => trainer.PartialFit(Named(context, _rows, ["a", "b", "d"]), first),
            Throws.InvalidOperationException.With.Message.StartsWith(
                "Label column 'Label' holds class 'd' in row 2, which the earlier model does not know. Its classes are a, b, c."));
    }

    [Test]
    public void A_damaged_training_state_is_told()
    {
        var state = _options.Fit(_rows).Model.State!;
        var bytes = ModelZip.Of(sections => sections.WriteTrainingState(state));
        var whole = ModelZip.Read(bytes, sections => sections.ReadTrainingState(1000))!;

        Assert.That(whole.Last.Parameters, Is.EqualTo(state.Last.Parameters));
        Assert.That(whole.Vectors.Keys, Is.EqualTo(state.Vectors.Keys));

        var torn = ModelZip.Of(sections => sections.WriteTrainingState(state with { Vectors = new Dictionary<string, float[]> { ["exp_avg"] = [1, 2, 3] } }));
        Assert.That(
            () => ModelZip.Read(torn, sections => sections.ReadTrainingState(1000)),
            Throws.TypeOf<InvalidDataException>().With.Message.Contains("'optimizer.exp_avg' has 3 numbers where 51 are needed"));
    }

    [TestCase("\"vectors\":", "\"vectorz\":")]
    [TestCase("\"vectors\":[", "\"vectors\":[null,")]
    [TestCase("\"vectors\":[", "\"vectors\":[7,")]
    [TestCase("\"vectors\":[", "\"vectors\":[\"a\",")]
    [TestCase("\"epoch\":3", "\"epoch\":-3")]
    [TestCase("\"streams\":{", "\"streams\":{\"a\":null,")]
    public void Damaged_facts_of_a_training_are_the_one_error_of_damage(string text, string instead)
    {
        var saved = Saved();
        var facts = Encoding.UTF8.GetString(saved[SectionNames.TrainingFacts]);
        Assert.That(facts, Does.Contain(text));

        AssertDamaged(saved.With(SectionNames.TrainingFacts, Encoding.UTF8.GetBytes(facts.Replace(text, instead, StringComparison.Ordinal))));
    }

    [TestCase("last.parameters")]
    [TestCase("last.buffers")]
    [TestCase("optimizer.exp_avg")]
    public void A_single_number_in_place_of_many_is_the_one_error_of_damage(string name)
    {
        var saved = Saved();
        var tensors = WeightsSection.Read(new MemoryStream(saved[SectionNames.TrainingTensors]), long.MaxValue).Select(tensor => tensor.Name != name ? tensor
            : tensor.Type == TensorType.F64 ? NamedTensor.FromDoubles(name, [], [1]) : NamedTensor.FromFloats(name, [], [1])).ToList();
        using var stream = new MemoryStream();
        WeightsSection.Write(stream, tensors);

        AssertDamaged(saved.With(SectionNames.TrainingTensors, stream.ToArray()));
    }

    private static SavedModel Saved()
    {
        var context = new MLContext();
        using var stream = new MemoryStream();
        context.Model.Save(_options.Fit(_rows, run: new TrainingRun { KeepTrainingState = true }), _rows.ToView(context, 3).Schema, stream);
        return new SavedModel(stream.ToArray());
    }

    private static void AssertDamaged(SavedModel model) => Assert.That(
        () => ThreeKinds.Load(new MLContext(), model.Bytes),
        Throws.Exception.Matches<Exception>(error => error!.GetBaseException() is InvalidDataException damage && damage.Message.Contains("damaged", StringComparison.Ordinal)));

    private static NeuralTransformer GoOn(NeuralClassifierOptions options, NeuralTransformer previous, TrainingRun? run = null)
    {
        var context = new MLContext();
        return context.FluxTrainers.NeuralClassifier(options, run ?? new TrainingRun()).Fit(_rows.ToView(context, 3), previous: previous);
    }

    private static NeuralTransformer Reloaded(NeuralTransformer fitted)
    {
        var context = new MLContext();
        using var stream = new MemoryStream();
        context.Model.Save(fitted, _rows.ToView(context, 3).Schema, stream);
        return (NeuralTransformer)context.Model.Load(stream, out _);
    }

    private static IDataView Named(MLContext context, List<TestRow> rows, string[] names)
    {
        var schema = SchemaDefinition.Create(typeof(TestRow));
        schema[nameof(TestRow.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, 2);
        schema[nameof(TestRow.Label)].ColumnType = new KeyDataViewType(typeof(uint), 3);
        schema[nameof(TestRow.Label)].AddAnnotation(
            "KeyValues", new VBuffer<ReadOnlyMemory<char>>(3, [.. names.Select(name => name.AsMemory())]), new VectorDataViewType(TextDataViewType.Instance, 3));
        return context.Data.LoadFromEnumerable(rows, schema);
    }
}
