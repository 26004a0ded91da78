// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;
using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Contract;

/// <summary>What every estimator must do to be one of ML.NET's. Derive a fixture, say how the estimator and its data are
/// made, and NUnit runs the properties.</summary>
/// <remarks>
/// P1 to P11 are the traits that ML.NET's own tests ask of its estimators; the other tests are those of this library.
/// The estimator is trained once for all tests of the fixture, and its model saved and loaded once: keep the data small. The
/// estimator must be seeded by the <see cref="MLContext"/> that it is made with.
/// </remarks>
public abstract partial class EstimatorContract
{
    private MLContext _mlContext = null!;
    private IEstimator<ITransformer> _estimator = null!;
    private IDataView _data = null!;
    private ITransformer _model = null!;
    private ITransformer _loaded = null!;
    private DataViewSchema _loadedSchema = null!;

    /// <summary>Makes the estimator.</summary>
    /// <param name="mlContext">The context to make it with.</param>
    protected abstract IEstimator<ITransformer> CreateEstimator(MLContext mlContext);

    /// <summary>Data that the estimator is trained on and that its model can score: a hundred rows or more.</summary>
    /// <param name="mlContext">The context to make it with.</param>
    protected abstract IDataView CreateTrainingData(MLContext mlContext);

    /// <summary>Data that the estimator can be trained on, but that the model of the training data cannot score.</summary>
    /// <param name="mlContext">The context to make it with.</param>
    protected abstract IEnumerable<ContractCase> ValidOnlyForFit(MLContext mlContext);

    /// <summary>Data that the model can score, but that the estimator cannot be trained on.</summary>
    /// <param name="mlContext">The context to make it with.</param>
    protected abstract IEnumerable<ContractCase> ValidOnlyForScoring(MLContext mlContext);

    /// <summary>Data that neither the estimator nor its model accepts.</summary>
    /// <param name="mlContext">The context to make it with.</param>
    protected abstract IEnumerable<ContractCase> Invalid(MLContext mlContext);

    /// <summary>Whether the model has one column of features, and names it; a model made of others has not. Default true.</summary>
    protected virtual bool NamesItsFeatures => true;

    /// <summary>Called before a model is loaded: a builder whose network only it can make is registered here.</summary>
    /// <param name="mlContext">The context that loads, a fresh one.</param>
    protected virtual void PrepareLoading(MLContext mlContext)
    {
    }

    /// <summary>Trains the model, saves and loads it.</summary>
    [OneTimeSetUp]
    public void TrainSaveAndLoad()
    {
        _mlContext = new MLContext(seed: 1);
        _estimator = CreateEstimator(_mlContext);
        _data = CreateTrainingData(_mlContext);
        _model = _estimator.Fit(_data);
        (_loaded, _loadedSchema) = SaveAndLoad(_model, _data.Schema);
    }

    /// <summary>Frees the models.</summary>
    [OneTimeTearDown]
    public void DisposeModels()
    {
        (_loaded as IDisposable)?.Dispose();
        (_model as IDisposable)?.Dispose();
    }

    private (ITransformer Model, DataViewSchema Schema) SaveAndLoad(ITransformer model, DataViewSchema schema)
    {
        var target = new MLContext();
        PrepareLoading(target);
        return ModelRoundTrip.Through(target, model, schema);
    }

    /// <summary>What the training data and the data valid only for scoring have in common: both can be scored.</summary>
    private IEnumerable<ContractCase> Scorable() =>
        ValidOnlyForScoring(_mlContext).Prepend(new ContractCase("the training data", _data));
}
