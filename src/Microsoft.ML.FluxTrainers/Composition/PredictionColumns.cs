// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;

namespace Microsoft.ML.FluxTrainers;

/// <summary>The columns that a trained model adds, found by the names that ML.NET's trainers use.</summary>
/// <param name="Kind">What it predicts.</param>
/// <param name="Score">The scores.</param>
/// <param name="Label">PredictedLabel or PredictedLabels, where the kind has one.</param>
/// <param name="Probability">The probability of true, where there is one.</param>
internal sealed record PredictionColumns(
    PredictionKind Kind, DataViewSchema.Column Score, DataViewSchema.Column? Label, DataViewSchema.Column? Probability)
{
    /// <summary>What they may be called.</summary>
    public static readonly IReadOnlyList<string> AllNames = ["PredictedLabel", "PredictedLabels", "Score", "Probability"];

    /// <summary>How many numbers a score has.</summary>
    public int Width => ScoreReader.Width(Score);

    /// <summary>What the classes are called, in the order of the scores; null where the model does not tell.</summary>
    public IReadOnlyList<string>? ClassNames => Label is { Type: KeyDataViewType } key ? LabelValues.Of(key)?.Texts : null;

    /// <summary>What is predicted, in the order of the scores: classes, labels or numbers; null where nothing tells.</summary>
    private IReadOnlyList<string>? Names => ClassNames ?? (Score.HasSlotNames() ? VectorColumn.Names(Score, Width) : null);

    /// <summary>Finds the columns, or says which is missing.</summary>
    /// <param name="schema">What comes out of the model.</param>
    /// <param name="input">What went in.</param>
    public static PredictionColumns Of(DataViewSchema schema, DataViewSchema input)
    {
        var score = Added(schema, input, "Score") ?? throw new InvalidOperationException(
            $"The inner pipeline adds no column 'Score'. It must end in a trainer, or in steps that keep the trainer's columns. It gives: {string.Join(", ", schema.Where(column => !column.IsHidden).Select(column => column.Name))}.");
        return Of(
            score,
            Added(schema, input, "PredictedLabel") ?? Added(schema, input, "PredictedLabels"),
            Added(schema, input, "Probability"));
    }

    /// <summary>A column that a model added, or null where it did not: of that name there are more than before.</summary>
    public static DataViewSchema.Column? Added(DataViewSchema schema, DataViewSchema input, string name) =>
        schema.Count(column => column.Name == name) > input.Count(column => column.Name == name) ? schema.GetColumnOrNull(name) : null;

    /// <summary>Tells from columns what they predict.</summary>
    public static PredictionColumns Of(DataViewSchema.Column score, DataViewSchema.Column? label, DataViewSchema.Column? probability)
    {
        if (score.Type is VectorDataViewType { IsKnownSize: true } vector && vector.ItemType == NumberDataViewType.Single)
        {
            return label switch
            {
                null => new(PredictionKind.Numbers, score, null, null),
                { Type: VectorDataViewType } labels => new(PredictionKind.Labels, score, labels, null),
                { } single => new(PredictionKind.Classes, score, Key(single, vector.Size), null),
            };
        }

        return score.Type == NumberDataViewType.Single
            ? new(label is null ? PredictionKind.Number : PredictionKind.Binary, score, label is { } binary ? TwoValues(binary) : null, label is null ? null : probability)
            : throw new InvalidOperationException($"The inner pipeline's column 'Score' must be a Single or a vector of Single of known size, but is {score.Type}.");
    }

    /// <summary>Why the predictions of another model cannot be joined with these, or null.</summary>
    public string? WhyNot(PredictionColumns other) =>
        other.Kind != Kind ? $"one predicts {Kind}, another {other.Kind}"
        : other.Width != Width ? $"one has {Width} scores, another {other.Width}"
        : (other.Probability is null) != (Probability is null) ? "one has a Probability, another has none"
        : other.Names is { } theirs && Names is { } ours && !theirs.SequenceEqual(ours) ? $"they know other {(Kind == PredictionKind.Labels ? "labels" : "classes")}, or know them in another order"
        : null;

    private static DataViewSchema.Column Key(DataViewSchema.Column label, int classes) =>
        label.Type is KeyDataViewType key && key.RawType == typeof(uint) && key.Count == (ulong)classes ? label : throw NoLabel(label);

    private static DataViewSchema.Column TwoValues(DataViewSchema.Column label) =>
        label.Type is BooleanDataViewType || (label.Type is KeyDataViewType { Count: 2 } key && key.RawType == typeof(uint)) ? label : throw NoLabel(label);

    private static InvalidOperationException NoLabel(DataViewSchema.Column label) => new(
        $"The inner pipeline's column '{label.Name}' must be a key of the classes or a Boolean, but is {label.Type}. Put steps that change it (MapKeyToValue) behind the composition.");
}
