// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;
using Microsoft.ML.FluxTrainers.Contract;
using Microsoft.ML.Runtime;
using Microsoft.ML.Transforms;
using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>Fits of whole pipelines that give their network validation data or an earlier model.</summary>
public sealed class PipelineFitTests
{
    private static readonly NeuralClassifierOptions _options = new()
    {
        FeatureColumnName = "All",
        Builder = new MlpBuilder(6) { Dropout = 0.2 },
        Optimizer = new Adam(0.02),
        Epochs = 4,
        BatchSize = 16,
        Seed = 3,
    };

    private static readonly List<TableRow> _rows = TableRows.Make(80);

    // Another mean, another deviation, and the classes in another order: statistics and keys of these would show.
    private static readonly List<TableRow> _others =
        [.. TableRows.Make(60, seed: 11).Select(row => Moved(row)).OrderBy(row => row.Class, StringComparer.Ordinal)];

    private readonly MLContext _mlContext = new(1);
    private readonly CountedStep _preparation;
    private readonly IDataView _train;
    private readonly IDataView _valid;

    public PipelineFitTests()
    {
        _preparation = new CountedStep(_mlContext.Transforms.Concatenate("All", "Age", "Features")
            .Append(_mlContext.Transforms.NormalizeMeanVariance("All"))
            .Append(_mlContext.Transforms.Conversion.MapValueToKey("Label", "Class")));
        (_train, _valid) = (_rows.ToView(_mlContext), _others.ToView(_mlContext));
    }

    [SetUp]
    public void CountAnew() => _preparation.Fits.Clear();

    [Test]
    public void Without_validation_and_earlier_model_it_is_the_pipelines_own_fit()
    {
        var pipeline = Pipeline(_options);
        using var ours = _mlContext.FluxTrainers.Fit(pipeline, _train);
        using var own = pipeline.Fit(_train);

        Assert.That(ours.LastTransformer.GetType(), Is.EqualTo(own.LastTransformer.GetType()));
        Assert.That(Network(ours).Bits(), Is.EqualTo(Network(own).Bits()));
        ViewComparison.Of(own.Transform(_valid), ours.Transform(_valid), _ => true, Tolerance.Exact).AssertNone("the pipeline");
        Assert.That(ours.Count(), Is.EqualTo(own.Count()));
    }

    [Test]
    public void A_network_is_not_lost_where_a_later_step_fails()
    {
        var broken = new BrokenStep();
        var thrown = Assert.Throws<InvalidDataException>(() => _mlContext.FluxTrainers.Fit(Pipeline(_options).Append(broken), _train, _valid));
        using var whole = _mlContext.FluxTrainers.Fit(Pipeline(_options), _train, _valid);
        using var rescued = NeuralTransformer.FromFailedFit(thrown!)!;

        Assert.That(rescued.Bits(), Is.EqualTo(Network(whole).Bits()));
    }

    // By hand: the steps before the network fitted on the training rows, and both sets passed through them.
    [Test]
    public void Validation_rows_pass_through_steps_that_are_fitted_once_on_the_training_rows()
    {
        using var fitted = _mlContext.FluxTrainers.Fit(Pipeline(_options), _train, validation: _valid);
        var fits = _preparation.Fits.ToList();
        var prepared = _preparation.Fit(_train);
        using var byHand = _mlContext.FluxTrainers.NeuralClassifier(_options).Fit(prepared.Transform(_train), prepared.Transform(_valid));

        Assert.That(fits, Is.EqualTo(new[] { _train }));
        Assert.That(Network(fitted).Bits(), Is.EqualTo(byHand.Bits()));
        Assert.That(Network(fitted).History.ValidationLosses, Is.EqualTo(byHand.History.ValidationLosses).And.Count.EqualTo(5));
        Assert.That(fitted.Transform(_valid).GetColumn<string>("Answer").Distinct(), Is.SubsetOf(new[] { "dear", "fair", "cheap" }));
    }

    [Test]
    public void A_pipeline_may_be_nested_cached_and_known_as_any_estimator_only()
    {
        var trainer = _mlContext.FluxTrainers.NeuralClassifier(_options);
        var inner = new EstimatorChain<ITransformer>().Append(_preparation).Append(trainer).AppendCacheCheckpoint(_mlContext);
        IEstimator<ITransformer> nested = new EstimatorChain<ITransformer>()
            .Append(_mlContext.Transforms.CopyColumns("Years", "Age"))
            .AppendCacheCheckpoint(_mlContext)
            .Append(inner)
            .Append(_mlContext.Transforms.Conversion.MapKeyToValue("Answer", "PredictedLabel"));
        var fitted = _mlContext.FluxTrainers.Fit(nested, _train, _valid);
        using var flat = _mlContext.FluxTrainers.Fit(Pipeline(_options), _train, _valid);
        var stages = ((TransformerChain<KeyToValueMappingTransformer>)fitted).ToList();

        Assert.That(stages[1], Is.TypeOf<TransformerChain<NeuralTransformer>>());
        Assert.That(((TransformerChain<NeuralTransformer>)stages[1]).LastTransformer.Bits(), Is.EqualTo(Network(flat).Bits()));
        Assert.That(fitted.Transform(_valid).GetColumn<string>("Answer"), Is.EqualTo(flat.Transform(_valid).GetColumn<string>("Answer")));
    }

    [Test]
    public void Two_stages_equal_one_and_the_second_fits_no_step_before_the_network([Values] bool isSaved)
    {
        var run = new TrainingRun { KeepTrainingState = true };
        ITransformer first = _mlContext.FluxTrainers.Fit(Pipeline(_options with { Epochs = 2 }, run), _train, _valid);
        first = isSaved ? ModelRoundTrip.Through(_mlContext, first, _train.Schema).Model : first;
        _preparation.Fits.Clear();
        using var second = _mlContext.FluxTrainers.Fit(Pipeline(_options), _train, _valid, first);
        var fits = _preparation.Fits.Count;
        using var once = _mlContext.FluxTrainers.Fit(Pipeline(_options), _train, _valid);

        Assert.That(fits, Is.Zero);
        Assert.That(Network(second).Bits(), Is.EqualTo(Network(once).Bits()));
        Assert.That(Network(second).History.ValidationLosses, Is.EqualTo(Network(once).History.ValidationLosses));
        ViewComparison.Of(once.Transform(_valid), second.Transform(_valid), _ => true, Tolerance.Exact).AssertNone("two stages");
    }

    [Test]
    public void A_network_alone_may_be_the_earlier_model_and_then_all_other_steps_are_fitted()
    {
        using var first = _mlContext.FluxTrainers.Fit(Pipeline(_options with { Epochs = 2 }), _train);
        _preparation.Fits.Clear();
        using var second = _mlContext.FluxTrainers.Fit(Pipeline(_options), _train, previous: Network(first));
        using var once = _mlContext.FluxTrainers.Fit(Pipeline(_options), _train);

        Assert.That(_preparation.Fits, Has.Count.EqualTo(2), "the second and the uninterrupted one");
        Assert.That(Network(second).Bits(), Is.EqualTo(Network(once).Bits()));
    }

    [Test]
    public void A_trainer_alone_takes_its_network_out_of_an_earlier_chain()
    {
        using var first = _mlContext.FluxTrainers.Fit(Pipeline(_options with { Epochs = 2 }), _train);
        using var once = _mlContext.FluxTrainers.Fit(Pipeline(_options), _train);
        var data = first.First().Transform(_train);
        using var second = _mlContext.FluxTrainers.Fit(_mlContext.FluxTrainers.NeuralClassifier(_options), data, previous: first);

        Assert.That(second.Bits(), Is.EqualTo(Network(once).Bits()));
    }

    // By hand: the new rows through the earlier steps. Fitted anew, they would number the classes otherwise and move the features.
    [Test]
    public void PartialFit_passes_new_rows_through_the_earlier_steps()
    {
        var pipeline = Pipeline(_options);
        using var first = _mlContext.FluxTrainers.Fit(pipeline, _train);
        _preparation.Fits.Clear();
        using var later = _mlContext.FluxTrainers.PartialFit(pipeline, _valid, first, epochs: 3);
        var fits = _preparation.Fits.Count;
        using var byHand = _mlContext.FluxTrainers.NeuralClassifier(_options).PartialFit(first.First().Transform(_valid), Network(first), 3);

        Assert.That(fits, Is.Zero);
        Assert.That(Network(later).Bits(), Is.EqualTo(byHand.Bits()));
        Assert.That(Network(later).History.Epochs, Is.EqualTo(7));
    }

    [Test]
    public void Scopes_stay()
    {
        var pipeline = new EstimatorChain<ITransformer>()
            .Append(_mlContext.Transforms.Conversion.MapValueToKey("Label", "Class"), TransformerScope.TrainTest)
            .Append(_mlContext.FluxTrainers.NeuralClassifier(_options with { FeatureColumnName = "Features" }));
        using var fitted = _mlContext.FluxTrainers.Fit(pipeline, _train, _valid);

        Assert.That(fitted.GetModelFor(TransformerScope.Scoring), Has.Exactly(1).Items);
    }

    [Test]
    public void The_vectors_of_categories_may_be_trained_with_validation_rows_and_further()
    {
        var options = TableRows.Regressor with { Epochs = 3, FeatureColumnName = "Age" };
        IEstimator<ITransformer> Pipe(int epochs) => _mlContext.Transforms.CopyColumns("Years", "Age")
            .Append(_mlContext.FluxTrainers.EntityEmbedder(_mlContext.FluxTrainers.NeuralRegressor(options with { Epochs = epochs })))
            .Append(_mlContext.Transforms.Concatenate("All", "Age", "City", "Kind"));
        NeuralModel Of(ITransformer chain) => ((IEnumerable<ITransformer>)chain).OfType<EntityEmbeddingTransformer>().Single().Model;

        var first = _mlContext.FluxTrainers.Fit(Pipe(3), _train, _valid);
        var second = _mlContext.FluxTrainers.Fit(Pipe(6), _train, _valid, first);
        var once = _mlContext.FluxTrainers.Fit(Pipe(6), _train, _valid);
        var later = _mlContext.FluxTrainers.PartialFit(Pipe(3), _valid, first);

        Assert.That(Of(second).Embeddings["City"]["Oslo"], Is.EqualTo(Of(once).Embeddings["City"]["Oslo"]));
        Assert.That(Of(second).History.ValidationLosses, Has.Count.EqualTo(7));
        Assert.That(Of(later).History.Epochs, Is.EqualTo(4));
        Assert.That(second.Transform(_valid).Schema["All"].Type, Is.EqualTo(new VectorDataViewType(NumberDataViewType.Single, 7)));
    }

    [Test]
    public void A_pipeline_without_a_network_or_with_two_is_refused()
    {
        var two = _mlContext.FluxTrainers.EntityEmbedder(_mlContext.FluxTrainers.NeuralRegressor(TableRows.Regressor))
            .Append(_mlContext.FluxTrainers.NeuralRegressor(TableRows.Regressor));

        Assert.That(
            () => _mlContext.FluxTrainers.Fit(_mlContext.Transforms.CopyColumns("A", "Age").Append(_mlContext.Regression.Trainers.Sdca()), _train, _valid),
            Throws.ArgumentException.With.Message.StartsWith(
                "No step of the pipeline is itself a trainer of FluxTrainers. It has: ColumnCopyingEstimator, SdcaRegressionTrainer."));
        Assert.That(
            () => _mlContext.FluxTrainers.Fit(_mlContext.FluxTrainers.Bagging(_mlContext.FluxTrainers.NeuralRegressor(TableRows.Regressor), 2), _train, _valid),
            Throws.ArgumentException.With.Message.Contains("It has: Bagging. ").And.Message.Contains("can hold out rows by ValidationFraction"));
        Assert.That(
            () => _mlContext.FluxTrainers.Fit(two, _train, _valid),
            Throws.ArgumentException.With.Message.StartsWith("The pipeline trains 2 networks (EntityEmbedder, NeuralRegressor): "));
    }

    [Test]
    public void An_earlier_model_without_a_network_or_of_another_pipeline_is_refused()
    {
        var pipeline = Pipeline(_options);
        using var first = _mlContext.FluxTrainers.Fit(pipeline, _train);
        var longer = new EstimatorChain<ITransformer>().Append(_mlContext.Transforms.CopyColumns("Years", "Age")).Append(_preparation)
            .Append(_mlContext.FluxTrainers.NeuralClassifier(_options)).Append(_mlContext.Transforms.Conversion.MapKeyToValue("Answer", "PredictedLabel"));
        var turned = _mlContext.FluxTrainers.NeuralClassifier(_options).Append(_preparation)
            .Append(_mlContext.Transforms.Conversion.MapKeyToValue("Answer", "PredictedLabel"));

        Assert.That(
            () => _mlContext.FluxTrainers.Fit(pipeline, _train, previous: first.First()),
            Throws.ArgumentException.With.Message.StartsWith("The earlier model has no network of FluxTrainers to go on from. It has: "));
        Assert.That(
            () => _mlContext.FluxTrainers.Fit(longer, _train, previous: first),
            Throws.ArgumentException.With.Message.StartsWith(
                "The earlier model is not of this pipeline. Its steps are TransformerChain, NeuralTransformer, KeyToValueMappingTransformer, those of the pipeline ColumnCopyingEstimator, CountedStep, NeuralClassifier, KeyToValueMappingEstimator."));
        Assert.That(
            () => _mlContext.FluxTrainers.Fit(turned, first.First().Transform(_train), previous: first),
            Throws.ArgumentException.With.Message.StartsWith("The earlier model is not of this pipeline."));
        Assert.That(
            () => _mlContext.FluxTrainers.PartialFit(pipeline, _valid, Network(first)),
            Throws.ArgumentException.With.Message.StartsWith("The earlier model is not of this pipeline. Its steps are NeuralTransformer, ")
                .And.Message.Contains(". Give all that an earlier fit of this pipeline returned."));
    }

    [Test]
    public void A_missing_column_is_told_before_anything_is_fitted()
    {
        var pipeline = _preparation.Append(_mlContext.FluxTrainers.NeuralClassifier(_options with { FeatureColumnName = "Everything" }));

        Assert.That(() => _mlContext.FluxTrainers.Fit(pipeline, _train, _valid), Throws.TypeOf<ArgumentOutOfRangeException>().With.Message.Contains("'Everything'"));
        Assert.That(_preparation.Fits, Is.Empty);
    }

    [Test]
    public void Validation_data_beside_rows_that_are_held_out_is_refused() => Assert.That(
        () => _mlContext.FluxTrainers.Fit(Pipeline(_options with { ValidationFraction = 0.2 }), _train, _valid),
        Throws.ArgumentException.With.Message.StartsWith("Validation data is given, and the options hold out rows too"));

    [Test]
    public void Changed_options_start_anew_with_the_earlier_steps_and_a_warning()
    {
        using var first = _mlContext.FluxTrainers.Fit(Pipeline(_options), _train);
        var context = new MLContext(1);
        var warnings = context.Listen(ChannelMessageKind.Warning);
        var pipeline = _preparation.Append(context.FluxTrainers.NeuralClassifier(_options with { BatchSize = 8 }))
            .Append(context.Transforms.Conversion.MapKeyToValue("Answer", "PredictedLabel"));
        using var anew = context.FluxTrainers.Fit(pipeline, _train, previous: first);

        Assert.That(warnings, Has.One.StartsWith("The network is trained from the start: BatchSize changed from 16 to 8"));
        Assert.That(Network(anew).History.Epochs, Is.EqualTo(4));
    }

    private EstimatorChain<KeyToValueMappingTransformer> Pipeline(NeuralClassifierOptions options, TrainingRun? run = null) => _preparation
        .Append(_mlContext.FluxTrainers.NeuralClassifier(options, run ?? new TrainingRun()))
        .Append(_mlContext.Transforms.Conversion.MapKeyToValue("Answer", "PredictedLabel"));

    private static NeuralTransformer Network(ITransformer chain) => ((IEnumerable<ITransformer>)chain).OfType<NeuralTransformer>().Single();

    private static TableRow Moved(TableRow row)
    {
        row.Age = (row.Age * 3) + 2;
        return row;
    }

    private sealed class BrokenStep : IEstimator<ITransformer>
    {
        public ITransformer Fit(IDataView input) => throw new InvalidDataException("It does not work.");

        public SchemaShape GetOutputSchema(SchemaShape inputSchema) => inputSchema;
    }
}
