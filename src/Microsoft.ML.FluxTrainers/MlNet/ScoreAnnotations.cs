// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;

namespace Microsoft.ML.FluxTrainers;

/// <summary>The annotations by which ML.NET recognizes the columns of one scorer.</summary>
internal static class ScoreAnnotations
{
    /// <summary>A number for the columns of one scorer that no earlier column of the schema has.</summary>
    public static uint NextSetId(DataViewSchema input) =>
        input.GetMaxAnnotationKind(out _, AnnotationUtils.Kinds.ScoreColumnSetId) + 1;

    /// <summary>Says to which scorer and task a column belongs and what it holds.</summary>
    /// <param name="annotations">Where the annotations are added.</param>
    /// <param name="setId">The number from <see cref="NextSetId"/>.</param>
    /// <param name="task">The task, for example "MulticlassClassification".</param>
    /// <param name="value">What the column holds: "Score", "PredictedLabel", "Probability" and so on.</param>
    public static void AddScoreKind(this DataViewSchema.Annotations.Builder annotations, uint setId, string task, string value)
    {
        annotations.Add(AnnotationUtils.Kinds.ScoreColumnSetId, AnnotationUtils.ScoreColumnSetIdType, (ref uint id) => id = setId);
        annotations.AddText(AnnotationUtils.Kinds.ScoreColumnKind, task);
        annotations.AddText(AnnotationUtils.Kinds.ScoreValueKind, value);
    }

    /// <summary>Says that the numbers of a column lie between 0 and 1.</summary>
    public static void AddIsNormalized(this DataViewSchema.Annotations.Builder annotations) =>
        annotations.Add(AnnotationUtils.Kinds.IsNormalized, BooleanDataViewType.Instance, (ref bool value) => value = true);

    /// <summary>The values of a key, in the order of its classes.</summary>
    public static void AddKeyValues(this DataViewSchema.Annotations.Builder annotations, LabelValues values) =>
        values.AddTo(annotations, AnnotationUtils.Kinds.KeyValues);

    /// <summary>The training label's values, and their texts as slot names where they are texts.</summary>
    public static void AddTrainingLabels(this DataViewSchema.Annotations.Builder annotations, LabelValues values)
    {
        values.AddTo(annotations, AnnotationUtils.Kinds.TrainingLabelValues);
        if (values.ItemType is TextDataViewType)
        {
            values.AddTo(annotations, AnnotationUtils.Kinds.SlotNames);
        }
    }

    /// <summary>What the slots of a vector are called.</summary>
    public static void AddSlotNames(this DataViewSchema.Annotations.Builder annotations, IReadOnlyList<string> names)
    {
        var texts = names.Select(name => name.AsMemory()).ToArray();
        var stored = new VBuffer<ReadOnlyMemory<char>>(texts.Length, texts);
        annotations.Add(
            AnnotationUtils.Kinds.SlotNames,
            new VectorDataViewType(TextDataViewType.Instance, texts.Length),
            (ref VBuffer<ReadOnlyMemory<char>> destination) => stored.CopyTo(ref destination));
    }

    private static void AddText(this DataViewSchema.Annotations.Builder annotations, string kind, string text)
    {
        var memory = text.AsMemory();
        annotations.Add(kind, TextDataViewType.Instance, (ref ReadOnlyMemory<char> value) => value = memory);
    }
}
