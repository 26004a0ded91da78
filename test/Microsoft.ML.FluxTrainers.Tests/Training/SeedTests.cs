// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using NUnit.Framework;
using static TorchSharp.torch;

namespace Microsoft.ML.FluxTrainers.Tests;

public sealed class SeedTests
{
    private static readonly NeuralClassifierOptions _options = new()
    {
        Builder = new MlpBuilder(16, 8) { Dropout = 0.3, Normalization = Normalization.BatchNorm },
        Epochs = 3,
        Seed = 42,
    };

    private static readonly NetworkBuilder[] _builders =
    [
        new ShortBuilder(),
        new MlpBuilder(8) { Dropout = 0.3 },
        new MlpBuilder(16, 8) { Dropout = 0.3, Normalization = Normalization.BatchNorm },
        NetworkBuilder.From("sequential", shape => nn.Sequential(
            ("one", nn.Linear(shape.Inputs, 8)), ("drop", nn.Dropout(0.5)), ("two", nn.Linear(8, shape.Outputs)))),
        StochasticNetwork.Builder,
    ];

    private static readonly List<TestRow> _rows = TestRows.Blobs(100);

    [Test]
    public void The_same_seed_gives_the_same_bits(
        [ValueSource(nameof(_builders))] NetworkBuilder builder, [Values(1, 8, 32)] int batchSize, [Values] RunnerKind runner)
    {
        var options = _options with { Builder = builder, BatchSize = batchSize };
        var models = Enumerable.Range(0, 4).Select(_ => options.Fit(_rows, runner).Bits()).ToList();

        Assert.That(models, Is.All.EqualTo(models[0]));
    }

    [Test]
    public void Another_seed_gives_another_model([ValueSource(nameof(_builders))] NetworkBuilder builder)
    {
        var options = _options with { Builder = builder };

        Assert.That(options.Fit(_rows).Bits(), Is.Not.EqualTo((options with { Seed = 43 }).Fit(_rows).Bits()));
    }

    [Test]
    public void The_same_estimator_fitted_twice_gives_the_same_bits()
    {
        var context = new MLContext();
        var trainer = context.FluxTrainers.NeuralClassifier(_options);
        var data = _rows.ToView(context, 3);

        var first = trainer.Fit(data).Bits();

        Assert.That(trainer.Fit(data).Bits(), Is.EqualTo(first));
    }

    [Test]
    public void The_same_seed_gives_the_same_bits_in_another_process()
    {
        var first = TestProcess.Run("fit 42");
        var second = TestProcess.Run("fit 42");
        var other = TestProcess.Run("fit 43");

        Assert.That(first.Output, Does.Match("^[0-9A-F]{64}\\s+[0-9A-F]{64}\\s+$"), first.Error);
        Assert.That(second.Output, Is.EqualTo(first.Output));
        Assert.That(other.Output, Is.Not.EqualTo(first.Output));
    }

    [Test]
    public void The_same_seed_gives_the_same_bits_in_parallel_fits([Values] RunnerKind runner)
    {
        var options = _options with { Builder = new MlpBuilder(16, 8) { Dropout = 0.3 } };
        var alone = options.Fit(_rows, runner).Bits();
        var models = new byte[4][];
        var fits = Enumerable.Range(0, models.Length).Select(i => new Thread(() => models[i] = options.Fit(_rows, runner).Bits())).ToList();
        fits.ForEach(fit => fit.Start());
        fits.ForEach(fit => fit.Join());

        Assert.That(models, Is.All.EqualTo(alone));
    }

    // A module with torch's own dropout waits for its turn at torch's generator.
    [Test]
    public void Parallel_fits_of_a_users_own_module_too()
    {
        var options = _options with { Builder = StochasticNetwork.Builder };
        var alone = options.Fit(_rows).Bits();
        var models = new byte[4][];
        var fits = Enumerable.Range(0, models.Length).Select(i => new Thread(() => models[i] = options.Fit(_rows).Bits())).ToList();
        fits.ForEach(fit => fit.Start());
        fits.ForEach(fit => fit.Join());

        Assert.That(models, Is.All.EqualTo(alone));
    }

    [Test]
    public void Others_who_draw_from_torchs_generator_meanwhile_change_nothing()
    {
        var alone = _options.Fit(_rows).Bits();
        var draws = 0L;
        using var stop = new CancellationTokenSource();
        var hammer = new Thread(() =>
        {
            while (!stop.IsCancellationRequested)
            {
                random.manual_seed(draws);
                rand(10).Dispose();
                Interlocked.Increment(ref draws);
            }
        });
        hammer.Start();
        SpinWait.SpinUntil(() => Interlocked.Read(ref draws) > 0);
        var before = Interlocked.Read(ref draws);
        var models = Enumerable.Range(0, 3).Select(_ => _options.Fit(_rows).Bits()).ToList();
        var during = Interlocked.Read(ref draws) - before;
        stop.Cancel();
        hammer.Join();

        Assert.That(models, Is.All.EqualTo(alone));
        Assert.That(during, Is.GreaterThan(10), "the other thread drew");
    }

    [Test]
    public void Torchs_generator_is_left_as_it_was([ValueSource(nameof(_builders))] NetworkBuilder builder)
    {
        TorchNative.EnsureLoaded();
        using var before = get_rng_state();
        (_options with { Builder = builder }).Fit(_rows).Scores(_rows);
        using var after = get_rng_state();

        Assert.That(after.data<byte>().ToArray(), Is.EqualTo(before.data<byte>().ToArray()));
    }

    [Test]
    public void Without_a_seed_anywhere_each_fit_is_another()
    {
        var options = _options with { Seed = null };
        var first = options.Fit(_rows);
        var second = options.Fit(_rows);

        Assert.That(first.Bits(), Is.Not.EqualTo(second.Bits()));
        Assert.That((options with { Seed = first.History.Seed }).Fit(_rows).Bits(), Is.EqualTo(first.Bits()), "the history tells the seed");
    }

    [Test]
    public void The_seed_of_the_context_counts_where_the_options_have_none()
    {
        var options = _options with { Seed = null };
        var model = options.Fit(new MLContext(seed: 42), _rows);

        Assert.That(model.Bits(), Is.EqualTo(_options.Fit(_rows).Bits()));
        Assert.That(_options.Fit(new MLContext(seed: 7), _rows).Bits(), Is.EqualTo(model.Bits()), "the options win");
    }

    [Test]
    public void A_fit_changes_neither_options_nor_data()
    {
        var rows = TestRows.Blobs(20);
        var copies = rows.ConvertAll(row => row.Features.DenseValues().ToArray());
        var options = _options with { MissingValues = MissingValues.Mean };
        options.Fit(rows);

        Assert.That(options, Is.EqualTo(_options with { MissingValues = MissingValues.Mean }));
        Assert.That(rows.ConvertAll(row => row.Features.DenseValues().ToArray()), Is.EqualTo(copies));
    }
}
