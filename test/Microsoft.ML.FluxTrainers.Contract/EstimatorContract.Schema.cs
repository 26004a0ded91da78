// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Contract;

/// <summary>The properties of schemas.</summary>
public abstract partial class EstimatorContract
{
    /// <summary>P1.</summary>
    [Test]
    public void P1_The_columns_are_promised_before_fitting()
    {
        var input = ShapeComparison.ShapeOf(_data.Schema);

        var promised = CreateEstimator(new MLContext(seed: 1)).GetOutputSchema(input);

        Assert.That(promised.Select(column => column.Name), Is.SupersetOf(input.Select(column => column.Name)));
        Assert.That(promised, Has.Count.GreaterThan(input.Count));
    }

    /// <summary>P5.</summary>
    [Test]
    public void P5_The_row_mapper_keeps_the_input_schema_itself_and_gives_the_output_schema()
    {
        foreach (var (name, data) in Scorable())
        {
            Assert.That(_model.IsRowToRowMapper, name);
            var mapper = _model.GetRowToRowMapper(data.Schema);
            Assert.That(mapper.InputSchema, Is.SameAs(data.Schema), name);
            SchemaComparison.Of(_model.GetOutputSchema(data.Schema), mapper.OutputSchema).AssertNone(name);
        }
    }

    /// <summary>P6.</summary>
    [Test]
    public void P6_The_model_and_the_loaded_model_add_the_same_columns_in_schema_and_in_data()
    {
        foreach (var (name, data) in Scorable())
        {
            var schema = _model.GetOutputSchema(data.Schema);
            SchemaComparison.Of(schema, _loaded.GetOutputSchema(data.Schema)).AssertNone($"{name}: the loaded model's schema");
            SchemaComparison.Of(schema, _model.Transform(data).Schema).AssertNone($"{name}: the scored data");
            SchemaComparison.Of(schema, _loaded.Transform(data).Schema).AssertNone($"{name}: the data scored by the loaded model");
        }
    }

    /// <summary>P7.</summary>
    [Test]
    public void P7_The_columns_of_the_input_are_passed_on_as_they_are()
    {
        var input = _data.Schema;
        var output = _model.Transform(_data).Schema;

        Assert.That(output, Has.Count.GreaterThan(input.Count));
        foreach (var (before, after) in input.Zip(output))
        {
            Assert.That(after.Name, Is.EqualTo(before.Name));
            Assert.That(after.Type, Is.EqualTo(before.Type), before.Name);
            Assert.That(SchemaComparison.Annotations(after), Is.EqualTo(SchemaComparison.Annotations(before)), before.Name);
        }
    }

    /// <summary>P10.</summary>
    [Test]
    public void P10_What_is_promised_is_delivered_and_nothing_else()
    {
        var promised = _estimator.GetOutputSchema(ShapeComparison.ShapeOf(_data.Schema));
        var delivered = ShapeComparison.ShapeOf(_model.GetOutputSchema(_data.Schema));

        ShapeComparison.Of(promised, delivered).AssertNone("the promise against the model's columns");
    }

    /// <summary>Permutation feature importance and ML.NET's catalogs ask a trainer about itself.</summary>
    [Test]
    public void The_model_names_its_features()
    {
        var names = _model.GetType().GetProperty("FeatureColumnName")?.GetValue(_model) as string;

        Assert.That(names, NamesItsFeatures ? Is.Not.Null : Is.Null);
        Assert.That(names is null || _data.Schema.GetColumnOrNull(names) is not null);
    }
}
