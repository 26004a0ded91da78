// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;
using static Microsoft.ML.SchemaShape.Column;

namespace Microsoft.ML.FluxTrainers;

/// <summary>What an estimator promises of the columns that its transformer will add (dotnet/machinelearning#3243).</summary>
internal static class ScoreShapes
{
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
        new SchemaShape.Column(
            "PredictedLabel",
            VectorKind.Scalar,
            NumberDataViewType.UInt32,
            true,
            new SchemaShape(AnnotationUtils.GetTrainerOutputAnnotation().Concat(
                label.Annotations.Where(annotation => annotation.Name == AnnotationUtils.Kinds.KeyValues)))));

    /// <summary>The promise of a calibrated binary trainer.</summary>
    public static SchemaShape WithBinaryScores(this SchemaShape shape) => shape.With(
        Scalar("PredictedLabel", BooleanDataViewType.Instance),
        Scalar("Score", NumberDataViewType.Single),
        Scalar("Probability", NumberDataViewType.Single, isNormalized: true));

    /// <summary>The promise of a regression trainer.</summary>
    public static SchemaShape WithNumberScore(this SchemaShape shape) => shape.With(Scalar("Score", NumberDataViewType.Single));

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
