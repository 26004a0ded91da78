// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;
using static Microsoft.ML.SchemaShape.Column;

namespace Microsoft.ML.FluxTrainers;

/// <summary>What an estimator promises of the columns that its transformer will add (dotnet/machinelearning#3243).</summary>
internal static class ScoreShapes
{
    private static readonly string[] _predictions = ["PredictedLabel", "PredictedLabels", "Score", "Probability"];

    /// <summary>The shape of real data, for the checks that a promise is made of.</summary>
    public static SchemaShape ToShape(this DataViewSchema schema) => SchemaShape.Create(schema);

    /// <summary>The promise of a multiclass trainer: the same columns and annotations as of ML.NET's own.</summary>
    public static SchemaShape WithClassScores(this SchemaShape shape, SchemaShape.Column label) => shape.With(
        new SchemaShape.Column(
            "Score",
            VectorKind.Vector,
            NumberDataViewType.Single,
            false,
            new SchemaShape(AnnotationUtils.AnnotationsForMulticlassScoreColumn(label))),
        PredictedKey(label));

    /// <summary>The promise of a calibrated binary trainer: the predicted label is of the label's kind.</summary>
    public static SchemaShape WithBinaryScores(this SchemaShape shape, SchemaShape.Column label) => shape.With(
        label.IsKey ? PredictedKey(label) : Scalar("PredictedLabel", BooleanDataViewType.Instance),
        Scalar("Score", NumberDataViewType.Single),
        Scalar("Probability", NumberDataViewType.Single, isNormalized: true));

    /// <summary>The promise of a regression trainer.</summary>
    public static SchemaShape WithNumberScore(this SchemaShape shape) => shape.With(Scalar("Score", NumberDataViewType.Single));

    /// <summary>The promise of quantiles beside the number.</summary>
    public static SchemaShape WithQuantiles(this SchemaShape shape) =>
        shape.WithNumberScore().With(Vector("Quantiles", NumberDataViewType.Single, isNamed: true));

    /// <summary>The promise of a standard deviation beside the number.</summary>
    public static SchemaShape WithDeviation(this SchemaShape shape) =>
        shape.WithNumberScore().With(Scalar("StandardDeviation", NumberDataViewType.Single));

    /// <summary>The promise of several numbers.</summary>
    /// <param name="shape">The input.</param>
    /// <param name="isNamed">Whether each has a name: see <see cref="HasNames"/>.</param>
    public static SchemaShape WithNumberScores(this SchemaShape shape, bool isNamed) =>
        shape.With(Vector("Score", NumberDataViewType.Single, isNamed));

    /// <summary>The promise of several labels that are true or false.</summary>
    /// <param name="shape">The input.</param>
    /// <param name="isNamed">Whether each has a name: see <see cref="HasNames"/>.</param>
    public static SchemaShape WithLabelScores(this SchemaShape shape, bool isNamed) => shape.With(
        Vector("PredictedLabels", BooleanDataViewType.Instance, isNamed),
        Vector("Score", NumberDataViewType.Single, isNamed, isNormalized: true));

    /// <summary>The promise of what is made of a model's predictions: of the columns that it promises, those alone.</summary>
    public static SchemaShape WithPredictions(this SchemaShape shape, SchemaShape model) =>
        shape.With(model.Where(column => _predictions.Contains(column.Name)));

    /// <summary>The promise of features made by another step.</summary>
    public static SchemaShape WithFeatures(this SchemaShape shape, string name)
    {
        var slots = new SchemaShape.Column(AnnotationUtils.Kinds.SlotNames, VectorKind.Vector, TextDataViewType.Instance, false);
        return shape.With(new SchemaShape.Column(name, VectorKind.Vector, NumberDataViewType.Single, false, new SchemaShape([slots])));
    }

    /// <summary>Whether the numbers of a label have names: those of its slots or keys, or its own where it is a single number.</summary>
    public static bool HasNames(this SchemaShape.Column label) => label is { Kind: VectorKind.Scalar, IsKey: false }
        || label.Annotations.Any(annotation => annotation.Name == (label.IsKey ? AnnotationUtils.Kinds.KeyValues : AnnotationUtils.Kinds.SlotNames));

    private static SchemaShape.Column PredictedKey(SchemaShape.Column label) => new(
        "PredictedLabel",
        VectorKind.Scalar,
        NumberDataViewType.UInt32,
        true,
        new SchemaShape(AnnotationUtils.GetTrainerOutputAnnotation().Concat(
            label.Annotations.Where(annotation => annotation.Name == AnnotationUtils.Kinds.KeyValues))));

    private static SchemaShape.Column Vector(string name, DataViewType type, bool isNamed, bool isNormalized = false)
    {
        var slots = new SchemaShape.Column(AnnotationUtils.Kinds.SlotNames, VectorKind.Vector, TextDataViewType.Instance, false);
        var annotations = AnnotationUtils.GetTrainerOutputAnnotation(isNormalized).Concat(isNamed ? [slots] : []);
        return new SchemaShape.Column(name, VectorKind.Vector, type, false, new SchemaShape(annotations));
    }

    private static SchemaShape.Column Scalar(string name, DataViewType type, bool isNormalized = false) =>
        new(name, VectorKind.Scalar, type, false, new SchemaShape(AnnotationUtils.GetTrainerOutputAnnotation(isNormalized)));

    private static SchemaShape With(this SchemaShape shape, params IEnumerable<SchemaShape.Column> added)
    {
        var columns = shape.ToDictionary(column => column.Name);
        foreach (var column in added)
        {
            columns[column.Name] = column;
        }

        return new SchemaShape(columns.Values);
    }
}
