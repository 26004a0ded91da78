// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>Fits whose rows are in a file, or read anew each epoch, beside the same fits in memory.</summary>
public sealed class DataLoadingTests
{
    private static readonly TrainingRun _memory = new() { DataLoading = DataLoading.InMemory };
    private static readonly TrainingRun _spill = new() { DataLoading = DataLoading.Spill(), MemoryBudget = 4000 };
    private static readonly TrainingRun _stream = new() { DataLoading = DataLoading.Streaming(64) };

    private static readonly NeuralClassifierOptions _options = new()
    {
        Builder = new MlpBuilder(8) { Dropout = 0.2 },
        BatchSize = 16,
        Epochs = 3,
        Seed = 4,
    };

    private static readonly List<TestRow> _rows = TestRows.Blobs(200);

    [Test]
    public void Spilled_rows_give_the_model_of_memory_to_the_bit(
        [Values(Shuffle.None, Shuffle.Once)] Shuffle shuffle, [Values] RunnerKind runner, [Values(0, 0.25)] double held)
    {
        var options = _options with { Shuffle = shuffle, ValidationFraction = held, ClassWeights = ClassWeights.Balanced };
        AssertEqual(options.Fit(_rows, run: _spill with { Runner = runner }), options.Fit(_rows, run: _memory with { Runner = runner }));
    }

    [Test]
    public void So_do_spilled_rows_with_weights_and_missing_labels()
    {
        var options = _options with { Shuffle = Shuffle.Once, ExampleWeightColumnName = "Weight" };
        var rows = TestRows.Blobs(200);
        for (var i = 0; i < rows.Count; i++)
        {
            rows[i].Weight = i % 4;
            rows[i].Label = i % 7 == 0 ? TestRow.NoLabel : rows[i].Label;
        }

        AssertEqual(options.Fit(rows, run: _spill), options.Fit(rows, run: _memory));
    }

    [Test]
    public void So_do_spilled_rows_that_are_sparse()
    {
        var options = _options with { Shuffle = Shuffle.Once };
        var rows = Words();

        AssertEqual(options.Fit(rows, run: _spill), options.Fit(rows, run: _memory));
    }

    [Test]
    public void So_does_an_optimizer_that_takes_all_rows_at_once()
    {
        var options = _options with { Builder = new MlpBuilder(8), Optimizer = new Lbfgs { LineSearch = LineSearch.StrongWolfe } };

        AssertEqual(options.Fit(_rows, run: _spill), options.Fit(_rows, run: _memory));
        AssertEqual(options.Fit(_rows, run: _stream with { DataLoading = DataLoading.Streaming() }), options.Fit(_rows, run: _memory), 1e-5);
    }

    [Test]
    public void A_validation_set_may_be_spilled_too()
    {
        var options = _options with { Shuffle = Shuffle.Once };

        AssertEqual(Validated(options, _spill), Validated(options, _memory));
    }

    [Test]
    public void Spilled_and_streamed_rows_in_new_orders_each_epoch_train_as_well()
    {
        var options = _options with { Builder = new MlpBuilder(8), Epochs = 10, Optimizer = new Adam(0.01) };
        var memory = options.Fit(_rows, run: _memory);
        foreach (var run in new[] { _spill, _stream })
        {
            var other = options.Fit(_rows, run: run);

            Assert.That(other.History.TrainingLosses[^1], Is.EqualTo(memory.History.TrainingLosses[^1]).Within(0.03));
            Assert.That(other.Accuracy(_rows), Is.EqualTo(memory.Accuracy(_rows)).Within(0.03));
            Assert.That(options.Fit(_rows, run: run).Bits(), Is.EqualTo(other.Bits()));
        }
    }

    [Test]
    public void Streamed_rows_that_are_not_scaled_give_the_model_of_memory_to_the_bit([Values] bool isWeighted)
    {
        var options = _options with { Shuffle = Shuffle.None, Standardize = false, ExampleWeightColumnName = isWeighted ? "Weight" : null, ClassWeights = ClassWeights.Balanced };
        var rows = TestRows.Blobs(200);
        for (var i = 0; i < rows.Count; i++)
        {
            rows[i].Weight = i % 4;
        }

        AssertEqual(options.Fit(rows, run: _stream), options.Fit(rows, run: _memory));
    }

    [Test]
    public void Streamed_rows_that_are_scaled_agree_with_memory_to_rounding([Values] bool isSparse)
    {
        var options = _options with { Shuffle = Shuffle.None };
        var rows = isSparse ? Words() : _rows;

        AssertEqual(options.Fit(rows, run: _stream), options.Fit(rows, run: _memory), 1e-5);
    }

    [Test]
    public void A_streamed_fit_takes_a_validation_set_of_its_own() =>
        AssertEqual(Validated(_options with { Shuffle = Shuffle.None, Standardize = false }, _stream), Validated(_options with { Shuffle = Shuffle.None, Standardize = false }, _memory));

    [Test]
    public void A_streamed_fit_refuses_to_hold_out_rows()
    {
        var context = new MLContext();

        Assert.That(
            () => context.FluxTrainers.NeuralClassifier(_options with { ValidationFraction = 0.2 }, _stream),
            Throws.ArgumentException.With.Message.EqualTo(
                "ValidationFraction = 0.2 cannot be combined with DataLoading.Streaming, which keeps no rows: give Fit a validation set of its own, or use DataLoading.Spill."));
        Assert.That(
            () => context.FluxTrainers.NeuralClassifier(_options with { ValidationColumnName = "Held" }, _stream),
            Throws.ArgumentException.With.Message.StartsWith("ValidationColumnName = 'Held' cannot be combined"));
    }

    [TestCase(5, "The data had 200 usable rows when it was first read and has 195 now.")]
    [TestCase(-5, "The data had 200 usable rows when it was first read and has more now.")]
    public void Data_that_changes_while_it_is_streamed_is_an_error(int gone, string message)
    {
        var context = new MLContext();
        var passes = 0;
        IEnumerable<TestRow> Changing()
        {
            passes++;
            return passes <= 2 ? TestRows.Blobs(200) : TestRows.Blobs(200 - gone);
        }

        var schema = Microsoft.ML.Data.SchemaDefinition.Create(typeof(TestRow));
        schema[nameof(TestRow.Features)].ColumnType = new Microsoft.ML.Data.VectorDataViewType(Microsoft.ML.Data.NumberDataViewType.Single, 2);
        schema[nameof(TestRow.Label)].ColumnType = new Microsoft.ML.Data.KeyDataViewType(typeof(uint), 3);
        var data = context.Data.LoadFromEnumerable(new Restarting(Changing), schema);

        Assert.That(
            () => context.FluxTrainers.NeuralClassifier(_options, _stream).Fit(data),
            Throws.InvalidOperationException.With.Message.StartsWith(message));
        Assert.That(passes, Is.EqualTo(3)); // the first pass, that of the loss before training, the first epoch
    }

    [Test]
    public void A_fit_goes_over_to_a_file_where_its_rows_outgrow_the_budget_and_says_so()
    {
        var context = new MLContext();
        var messages = context.Listen(ChannelMessageKind.Info);
        var options = _options with { Shuffle = Shuffle.Once };
        var spilled = options.Fit(context, _rows, run: new TrainingRun { MemoryBudget = 1000 });

        AssertEqual(spilled, options.Fit(_rows, run: _memory));
        Assert.That(messages, Has.Some.Matches(@"training rows of 2 features would take .* GB of memory; the budget \(TrainingRun\.MemoryBudget\) is 1E-06 GB"));
        Assert.That(messages, Has.Some.Matches(@"^200 rows take .* GB in a temporary file in '.+', which is read in \d+ blocks\.$"));
    }

    // 300 rows of one feature and 400 labels of 4 bytes: 481,200 bytes of targets and weights, 1,200 of features.
    [TestCase(482_399, true, false)]
    [TestCase(482_400, false, false)]
    [TestCase(400_000, true, true)]
    public void The_budget_counts_targets(long budget, bool isOutgrown, bool isByTargets)
    {
        var context = new MLContext();
        var messages = context.Listen(ChannelMessageKind.Info);
        var schema = Microsoft.ML.Data.SchemaDefinition.Create(typeof(Tagged));
        schema[nameof(Tagged.Label)].ColumnType = new Microsoft.ML.Data.VectorDataViewType(Microsoft.ML.Data.NumberDataViewType.Single, 400);
        var rows = Enumerable.Range(0, 300).Select(i => new Tagged { Features = i, Label = [.. Enumerable.Range(0, 400).Select(j => (float)((i + j) % 2))] }).ToList();
        var options = new NeuralMultilabelClassifierOptions { Builder = new LinearBuilder(), Epochs = 1, Seed = 1, Shuffle = Shuffle.Once };
        NeuralTransformer Fit(TrainingRun run) => context.FluxTrainers.NeuralMultilabelClassifier(options, run).Fit(context.Data.LoadFromEnumerable(rows, schema));

        AssertEqual(Fit(new TrainingRun { MemoryBudget = budget }), Fit(_memory));
        Assert.That(messages.Exists(message => message.Contains("They go to a temporary file.", StringComparison.Ordinal)), Is.EqualTo(isOutgrown));
        Assert.That(
            messages.Exists(message => message.Contains("Their targets and weights alone take 0.0004812 GB, and stay in memory until all rows are read.", StringComparison.Ordinal)),
            Is.EqualTo(isByTargets));
    }

    [Test]
    public void A_warm_restart_may_move_the_rows_between_memory_and_a_file()
    {
        var options = _options with { Shuffle = Shuffle.Once, ValidationFraction = 0.25, RestoreBestWeights = false };
        var once = (options with { Epochs = 5 }).Fit(_rows, run: _memory);

        AssertEqual(GoOn(options, _memory, _spill), once);
        AssertEqual(GoOn(options, _spill, _memory), once);
    }

    [Test]
    public void Sparse_rows_too_are_known_again_in_a_file()
    {
        var options = _options with { Shuffle = Shuffle.Once };
        var once = (options with { Epochs = 5 }).Fit(Words(), run: _memory);

        AssertEqual(GoOn(options, _memory, _spill, Words()), once);
    }

    // As a length or a price beside words: the number that all rows have is centered, and the zeros of the words stay.
    [Test]
    public void Sparse_rows_with_a_number_in_each_are_known_again([Values] bool wasSpilled, [Values] bool isSpilled)
    {
        var options = _options with { Shuffle = Shuffle.Once };
        var rows = WordsAndNumber();
        var once = (options with { Epochs = 5 }).Fit(rows, run: _memory);
        var first = options.Fit(rows, run: wasSpilled ? _spill : _memory);
        var context = new MLContext();
        var warnings = context.Listen(ChannelMessageKind.Warning);

        var second = context.FluxTrainers.NeuralClassifier(options with { Epochs = 5 }, isSpilled ? _spill : _memory).Fit(rows.ToView(context, 3), previous: first);

        Assert.That(once.Model.FeatureOffsets[^1], Is.Not.Zero);
        Assert.That(warnings, Is.Empty);
        AssertEqual(second, once);
    }

    // A number that is zero in some of the validation rows is one more that they store, no reason to store all zeros.
    [Test]
    public void Sparse_rows_with_a_number_in_each_are_validated_by_sparse_rows([Values] bool isSpilled, [Values] bool isZeroInSome)
    {
        const int Words = 20_000;
        var rows = WordsAndNumber(Words);
        var validation = WordsAndNumber(Words);
        foreach (var row in validation.Where((_, i) => isZeroInSome && i % 3 == 0))
        {
            row.Features = new VBuffer<float>(Words, 2, [1, 2], [1, 7]);
        }

        var run = isSpilled ? _spill : _memory;
        var options = _options with { Builder = new LinearBuilder(), Epochs = 1 };
        var context = new MLContext();
        long Allocated(Func<NeuralTransformer> fit, out NeuralTransformer fitted)
        {
            var before = GC.GetTotalAllocatedBytes(precise: true);
            fitted = fit();
            return GC.GetTotalAllocatedBytes(precise: true) - before;
        }

        var without = Allocated(() => context.FluxTrainers.NeuralClassifier(options, run).Fit(rows.ToView(context, 3)), out _);
        var with = Allocated(() => context.FluxTrainers.NeuralClassifier(options, run).Fit(rows.ToView(context, 3), validation.ToView(context, 3)), out var validated);

        var dense = validation.ConvertAll(row => TestRows.Row(row.Label, [.. row.Features.DenseValues()]));
        var expected = context.FluxTrainers.NeuralClassifier(options, run).Fit(rows.ToView(context, 3), dense.ToView(context, 3));
        Assert.That(validated.History.ValidationLosses, Is.EqualTo(expected.History.ValidationLosses).Within(1e-6));
        Assert.That(with - without, Is.LessThan(validation.Count * (long)Words * sizeof(float) / 2));
    }

    // 200 rows take 4 KB as they come, and 800 KB once each of their 1000 numbers is centered: in blocks of 20,020 bytes (the square root of 801,600 times a 64th of the budget).
    [Test]
    public void Sparse_rows_that_an_earlier_model_centers_are_cut_into_blocks_by_what_they_take_then()
    {
        var random = new RandomStream(5);
        var full = Enumerable.Range(0, 30).Select(i => TestRows.Row((uint)(i % 3), [.. Enumerable.Range(0, 1000).Select(_ => (float)random.NextNormal() + 2)])).ToList();
        var sparse = Enumerable.Range(0, 200).Select(i => new TestRow { Label = (uint)(i % 3), Features = new VBuffer<float>(1000, 2, [1, 2], [i, i + 500]) }).ToList();
        var context = new MLContext();
        var messages = context.Listen(ChannelMessageKind.Info);
        var trainer = context.FluxTrainers.NeuralClassifier(_options with { Builder = new LinearBuilder() }, new TrainingRun { DataLoading = DataLoading.Spill(), MemoryBudget = 32_000 });

        trainer.PartialFit(sparse.ToView(context, 3), trainer.Fit(full.ToView(context, 3)));

        Assert.That(messages, Has.One.StartsWith("200 rows take").And.One.Contains("which is read in 41 blocks"));
    }

    [Test]
    public void A_warm_restart_of_a_spilled_fit_equals_one_fit_to_the_bit() =>
        AssertEqual(GoOn(_options, _spill, _spill), (_options with { Epochs = 5 }).Fit(_rows, run: _spill));

    [Test]
    public void A_warm_restart_of_a_streamed_fit_equals_one_fit_to_the_bit() =>
        AssertEqual(GoOn(_options, _stream, _stream), (_options with { Epochs = 5 }).Fit(_rows, run: _stream));

    [Test]
    public void A_regressor_standardizes_its_label_on_the_way()
    {
        var context = new MLContext();
        var data = _rows.ToView(context, 3);
        var options = new NeuralRegressorOptions { LabelColumnName = "Weight", Epochs = 2, Seed = 1, Shuffle = Shuffle.None, Standardize = false };
        for (var i = 0; i < _rows.Count; i++)
        {
            _rows[i].Weight = i % 5;
        }

        var memory = context.FluxTrainers.NeuralRegressor(options, _memory).Fit(data);

        AssertEqual(context.FluxTrainers.NeuralRegressor(options, _spill).Fit(data), memory);
        AssertEqual(context.FluxTrainers.NeuralRegressor(options, _stream).Fit(data), memory);
    }

    [Test]
    public void A_budget_or_buffer_of_nothing_is_refused()
    {
        Assert.That(() => new TrainingRun { MemoryBudget = 0 }, Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => DataLoading.Streaming(0), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => DataLoading.Spill(""), Throws.ArgumentException);
    }

    private static NeuralTransformer GoOn(NeuralClassifierOptions options, TrainingRun before, TrainingRun after, List<TestRow>? rows = null)
    {
        var context = new MLContext();
        var first = options.Fit(rows ?? _rows, run: before);
        return context.FluxTrainers.NeuralClassifier(options with { Epochs = 5 }, after).Fit((rows ?? _rows).ToView(context, 3), previous: first);
    }

    private static NeuralTransformer Validated(NeuralClassifierOptions options, TrainingRun run)
    {
        var context = new MLContext();
        return context.FluxTrainers.NeuralClassifier(options, run).Fit(_rows.ToView(context, 3), TestRows.Blobs(70, seed: 8).ToView(context, 3));
    }

    private static void AssertEqual(NeuralTransformer actual, NeuralTransformer expected, double tolerance = 0)
    {
        Assert.That(actual.History.TrainingLosses, Is.EqualTo(expected.History.TrainingLosses).Within(tolerance));
        Assert.That(actual.History.ValidationLosses, Is.EqualTo(expected.History.ValidationLosses).Within(tolerance));
        if (tolerance == 0)
        {
            Assert.That(actual.Bits(), Is.EqualTo(expected.Bits()));
        }
    }

    /// <summary>Sparse rows of few words.</summary>
    private static List<TestRow> Words()
    {
        var random = new RandomStream(3);
        return TestRows.Sparse(Enumerable.Range(0, 150).Select(i =>
        {
            var features = new float[40];
            features[i % 3] = 1 + random.NextInt(3);
            features[3 + random.NextInt(37)] = 1;
            return TestRows.Row((uint)(i % 3), features);
        }));
    }

    /// <summary>Sparse rows of few words, and one number that all of them have.</summary>
    private static List<TestRow> WordsAndNumber(int width = 40)
    {
        var random = new RandomStream(3);
        return [.. Enumerable.Range(0, 150).Select(i => new TestRow
        {
            Label = (uint)(i % 3),
            Features = new VBuffer<float>(width, 3, [1 + random.NextInt(3), 1, 100 + i], [i % 3, 3 + random.NextInt(width - 4), width - 1]),
        })];
    }

    private sealed class Tagged
    {
        public float Features { get; set; }

        public float[] Label { get; set; } = [];
    }

    /// <summary>Rows that are asked for anew in each pass.</summary>
    private sealed class Restarting(Func<IEnumerable<TestRow>> rows) : IEnumerable<TestRow>
    {
        public IEnumerator<TestRow> GetEnumerator() => rows().GetEnumerator();

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
