// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Contract;

/// <summary>The properties of data that does not fit.</summary>
public abstract partial class EstimatorContract
{
    /// <summary>P2.</summary>
    [Test]
    public void P2_Data_that_it_cannot_be_trained_on_is_refused_by_promise_and_by_fit()
    {
        foreach (var (name, data) in Invalid(_mlContext).Concat(ValidOnlyForScoring(_mlContext)))
        {
            Refusal.OfSchema(() => _estimator.GetOutputSchema(ShapeComparison.ShapeOf(data.Schema)), $"{name}: the promise");
            Refusal.OfSchema(() => _estimator.Fit(data), $"{name}: the fit");
        }
    }

    /// <summary>P3.</summary>
    [Test]
    public void P3_Data_that_is_valid_only_for_fitting_can_be_fitted()
    {
        foreach (var (name, data) in ValidOnlyForFit(_mlContext))
        {
            Assert.That(() => _estimator.GetOutputSchema(ShapeComparison.ShapeOf(data.Schema)), Throws.Nothing, name);
            var model = _estimator.Fit(data);
            using (model as IDisposable)
            {
                Assert.That(() => model.Transform(data), Throws.Nothing, name);
            }
        }
    }

    /// <summary>P9.</summary>
    [Test]
    public void P9_Data_that_it_cannot_score_is_refused_by_the_model_and_by_the_loaded_model()
    {
        foreach (var (name, data) in Invalid(_mlContext).Concat(ValidOnlyForFit(_mlContext)))
        {
            foreach (var model in new[] { _model, _loaded })
            {
                Refusal.OfSchema(() => model.GetOutputSchema(data.Schema), $"{name}: the schema");
                Refusal.OfSchema(() => model.GetRowToRowMapper(data.Schema), $"{name}: the row mapper");
                Refusal.OfSchema(() => model.Transform(data), $"{name}: the transform");
            }
        }
    }

    /// <summary>Training on nothing is refused in words.</summary>
    [Test]
    public void Data_without_rows_cannot_be_fitted_but_scored()
    {
        var empty = _mlContext.Data.SkipRows(_data, int.MaxValue);

        Assert.That(() => _estimator.Fit(empty), Throws.InvalidOperationException.With.Message.Contains("no rows"));
        using var cursor = _model.Transform(empty).GetRowCursor(_model.Transform(empty).Schema);
        Assert.That(cursor.MoveNext(), Is.False);
        Assert.That(cursor.Position, Is.EqualTo(-1));
    }
}
