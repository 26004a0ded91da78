// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Runtime;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Trains a model on a transformed label and transforms its predictions back, so that both stay in the label's own unit.</summary>
/// <remarks>
/// The column of labels itself does not change: metrics are those of the label as it is. Beside <c>Score</c>, <c>Quantiles</c> are transformed back too, since a monotone
/// function keeps them; a standard deviation cannot be, so a model with one is refused. A prediction for which the inverse has no limit, or one that
/// no Single can be, becomes the least or greatest training label.
/// </remarks>
/// <threadsafety>As that of the inner estimator.</threadsafety>
public sealed class TransformedTarget : IEstimator<ComposedTransformer>
{
    private readonly TrainerHost _host;
    private readonly IEstimator<ITransformer> _inner;
    private readonly string _labelColumnName;

    internal TransformedTarget(
        IHostEnvironment environment, IEstimator<ITransformer> inner, TargetTransformation transformation, string labelColumnName) =>
        (_host, _inner, Transformation, _labelColumnName) =
            (new TrainerHost(environment, nameof(TransformedTarget)), inner, transformation, labelColumnName);

    /// <summary>What labels become for the inner estimator.</summary>
    public TargetTransformation Transformation { get; }

    /// <summary>Fits the transformation to the labels, and the inner estimator to the transformed labels.</summary>
    /// <param name="input">The training data.</param>
    /// <returns>The model. Its <see cref="TargetComposition"/> has the transformation with what was found.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The column of labels is missing or no Single.</exception>
    /// <exception cref="InvalidOperationException">A label cannot be transformed (the row is named), there is none, or the inner model does not predict a number.</exception>
    public ComposedTransformer Fit(IDataView input)
    {
        var label = Guard.NotNull(input, nameof(input)).Schema.RequireNumber(_host, _labelColumnName);
        var labels = Labels(ColumnScan.Read<float>(_host, input, label));
        var fitted = Transformation.Fit(labels);
        _host.WithLog("Training", log => log.Info($"The label is trained on as {fitted}."));

        using var owner = new PartsOwner();
        var part = owner.Add(_inner.Fit(Transformed(fitted, input, label)));
        CheckNumbers(part.GetOutputSchema(input.Schema), input.Schema);
        return owner.Compose(new TargetComposition(fitted) { Least = labels.Min(), Greatest = labels.Max() });
    }

    /// <inheritdoc/>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        Guard.NotNull(inputSchema, nameof(inputSchema)).RequireNumber(_host, _labelColumnName);
        return _inner.GetOutputSchema(inputSchema);
    }

    private static IDataView Transformed(TargetTransformation fitted, IDataView input, DataViewSchema.Column label)
    {
        var column = new ComputedColumn<float>(label.Name, label.Type, label.Annotations, [label], row =>
        {
            var get = row.GetGetter<float>(row.Schema[label.Index]);
            return (ref float value) =>
            {
                get(ref value);
                value = (float)fitted.Forward(value);
            };
        });
        return new ColumnStage(schema => ColumnPlan.Replace(schema, (label.Index, column))).Transform(input);
    }

    /// <summary>The labels that are there; each can be transformed.</summary>
    private double[] Labels(List<float> all)
    {
        var wrong = all.FindIndex(label => float.IsInfinity(label) || (!float.IsNaN(label) && !Transformation.Accepts(label)));
        if (wrong >= 0)
        {
            throw new InvalidOperationException(FormattableString.Invariant(
                $"Row {wrong} has the label {all[wrong]} in column '{_labelColumnName}', but {Transformation.GetType().Name} needs labels that are {Transformation.Wanted ?? "finite"}. Leave such rows out, or choose another transformation."));
        }

        double[] labels = [.. all.Where(label => !float.IsNaN(label)).Select(label => (double)label)];
        return labels.Length > 0
            ? labels
            : throw new InvalidOperationException($"There are no rows with a label in column '{_labelColumnName}'.");
    }

    private static void CheckNumbers(DataViewSchema schema, DataViewSchema input)
    {
        if (PredictionColumns.Of(schema, input).Kind != PredictionKind.Number)
        {
            throw new InvalidOperationException("The inner pipeline does not predict a single number: only then can its label be transformed.");
        }

        if (PredictionColumns.Added(schema, input, "StandardDeviation") is not null)
        {
            throw new InvalidOperationException(
                "The inner pipeline gives a StandardDeviation, which cannot be transformed back. Train with QuantileLoss for intervals, or with another loss.");
        }
    }
}
