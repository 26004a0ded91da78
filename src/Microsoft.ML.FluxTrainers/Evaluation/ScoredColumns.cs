// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;

namespace Microsoft.ML.FluxTrainers;

/// <summary>The columns of scored data that metrics are made of, found by their names and types.</summary>
internal sealed class ScoredColumns
{
    /// <summary>The annotation by which scorers say what they predict.</summary>
    public const string KindName = "ScoreColumnKind";

    /// <summary>What it says of several labels.</summary>
    public const string LabelsKind = "MultilabelClassification";

    private readonly EvaluationColumns _names;
    private readonly LabelVector _labels;
    private readonly LabelVector _scores;
    private readonly LabelVector? _margins;
    private readonly LabelVector? _decisions;
    private readonly LabelVector? _quantiles;
    private readonly DataViewSchema.Column? _weight;

    private ScoredColumns(TrainerHost host, DataViewSchema schema, EvaluationColumns names)
    {
        _names = names;
        Task = TaskOf(host, schema, names);
        _labels = Task switch
        {
            EvaluationTask.Classes => DecisionColumns.OfKey(schema.RequireKey(host, names.LabelColumnName)),
            EvaluationTask.Binary => DecisionColumns.OfBinary(schema.RequireBinary(host, names.LabelColumnName)),
            EvaluationTask.Labels => schema.RequireFlags(host, names.LabelColumnName),
            _ => schema.RequireNumbers(host, "label", names.Labels),
        };
        var probability = Task == EvaluationTask.Binary && schema.GetColumnOrNull(names.ProbabilityColumnName) is { } column && column.Type == NumberDataViewType.Single
            ? LabelVector.OfNumbers(column)
            : null;
        var score = probability is not null && schema.GetColumnOrNull(names.ScoreColumnName) is null
            ? null
            : schema.RequireNumbers(host, "score", [names.ScoreColumnName]);
        (_scores, _margins) = probability is null ? (score!, null) : (probability, score);
        var wanted = Task == EvaluationTask.Classes ? (int)((KeyDataViewType)_labels.Columns[0].Type).Count : _labels.Width;
        if (_scores.Width != wanted)
        {
            throw host.ColumnError(
                "score", names.ScoreColumnName, FormattableString.Invariant($"{wanted} numbers, as column '{names.Labels[0]}' has"), _scores.Columns[0].Type.ToString()!);
        }

        _decisions = DecisionColumns.Find(schema, names.PredictedLabelColumnName, Task, wanted);
        CheckOrder();
        _quantiles = QuantilesOf(schema);
        _weight = schema.RequireWeight(host, names.ExampleWeightColumnName);
        HasProbabilities = Task != EvaluationTask.Binary || probability is not null;
    }

    /// <summary>What is predicted.</summary>
    public EvaluationTask Task { get; }

    /// <summary>Of true and false, whether there are probabilities.</summary>
    public bool HasProbabilities { get; }

    /// <summary>Finds the columns.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or of the wrong type.</exception>
    public static ScoredColumns Find(TrainerHost host, DataViewSchema schema, EvaluationColumns names) => new(host, schema, names);

    /// <summary>Reads each row once.</summary>
    public ScoredRows Read(IDataView view)
    {
        using var cursor = view.GetRowCursor([
            .. _labels.Columns, .. _scores.Columns, .. _margins?.Columns ?? [], .. _decisions?.Columns ?? [], .. _quantiles?.Columns ?? [], .. (DataViewSchema.Column[])(_weight is { } one ? [one] : [])]);
        var labels = new FloatRows(_labels, cursor);
        var scores = new FloatRows(_scores, cursor);
        var margins = _margins is null ? null : new FloatRows(_margins, cursor);
        var decisions = _decisions is null ? null : new FloatRows(_decisions, cursor);
        var quantiles = _quantiles is null ? null : new FloatRows(_quantiles, cursor);
        var weights = _weight is { } weight ? new FloatRows(LabelVector.OfNumbers(weight)!, cursor) : null;
        var count = 0;
        while (cursor.MoveNext())
        {
            count++;
            labels.Read();
            scores.Read();
            margins?.Read();
            decisions?.Read();
            quantiles?.Read();
            weights?.Read();
            Check(scores, weights, cursor.Position);
        }

        return new ScoredRows(Task, count, scores.ToArray(), labels.ToArray())
        {
            HasProbabilities = HasProbabilities,
            Margins = margins?.ToArray(),
            Decisions = decisions is null ? null : [.. decisions.ToArray().Select(value => float.IsNaN(value) ? -1 : (int)value)],
            Weights = weights?.ToArray(),
            Quantiles = quantiles?.ToArray(),
            QuantileLevels = _quantiles?.Names ?? [],
            LabelIsKey = LabelIsKey,
            Names = Names(),
        };
    }

    private bool LabelIsKey => _labels.Columns[0].Type is KeyDataViewType;

    /// <summary>A label that was mapped apart from the model may number the same classes in another order.</summary>
    private void CheckOrder()
    {
        var decided = _decisions is { } decisions && LabelIsKey && Task is EvaluationTask.Classes or EvaluationTask.Binary ? LabelValues.Of(decisions.Columns[0])?.Texts : null;
        var predicted = decided ?? (Task != EvaluationTask.Binary ? _scores.GivenNames : []);
        var labels = Task is EvaluationTask.Labels or EvaluationTask.Numbers ? _labels.GivenNames : Names();
        ScoreColumn.CheckOrder(_labels.Columns[0].Name, labels, (decided is null ? _scores : _decisions!).Columns[0].Name, predicted);
    }

    private IReadOnlyList<string> Names() => Task switch
    {
        EvaluationTask.Classes => LabelValues.Of(_labels.Columns[0])?.Texts ?? [],
        EvaluationTask.Binary => LabelIsKey ? LabelValues.Of(_labels.Columns[0])?.Texts ?? [] : [],
        _ => _labels.IsNamed ? _labels.Names : _scores.GivenNames,
    };

    private void Check(FloatRows scores, FloatRows? weights, long position)
    {
        if (Task != EvaluationTask.Numbers && scores.Last.Contains(float.NaN))
        {
            throw new InvalidOperationException($"Column '{_scores.Columns[0].Name}' holds NaN in row {position}: a score must be a number.");
        }

        if (weights is not null && !(weights.Last[0] >= 0 && float.IsFinite(weights.Last[0])))
        {
            throw new InvalidOperationException(FormattableString.Invariant(
                $"Column '{_names.ExampleWeightColumnName}' holds {weights.Last[0]} in row {position}: a weight must be a finite number of at least 0."));
        }
    }

    private static EvaluationTask TaskOf(TrainerHost host, DataViewSchema schema, EvaluationColumns names)
    {
        if (names.LabelColumnNames.Count > 0)
        {
            return EvaluationTask.Numbers;
        }

        var label = schema.Require(host, "label", names.LabelColumnName);
        return label.Type switch
        {
            BooleanDataViewType => EvaluationTask.Binary,
            KeyDataViewType => IsVector(schema, names.ScoreColumnName) ? EvaluationTask.Classes : EvaluationTask.Binary,
            NumberDataViewType => EvaluationTask.Numbers,
            VectorDataViewType { ItemType: BooleanDataViewType or KeyDataViewType } => EvaluationTask.Labels,
            VectorDataViewType => KindOf(schema, names.ScoreColumnName) == LabelsKind ? EvaluationTask.Labels : EvaluationTask.Numbers,
            _ => throw host.ColumnError("label", names.LabelColumnName, "a key, Boolean, Single, or a vector of those", label.Type.ToString()!),
        };
    }

    // Our regressor names the slots by their levels.
    private LabelVector? QuantilesOf(DataViewSchema schema) =>
        Task == EvaluationTask.Numbers && _scores.Width == 1 && schema.GetColumnOrNull("Quantiles") is { Type: VectorDataViewType } column && LabelVector.OfNumbers(column) is { IsNamed: true } levels
            ? levels
            : null;

    private static bool IsVector(DataViewSchema schema, string name) => schema.GetColumnOrNull(name)?.Type is VectorDataViewType;

    private static string KindOf(DataViewSchema schema, string name)
    {
        var kind = default(ReadOnlyMemory<char>);
        if (schema.GetColumnOrNull(name) is { } column && column.Annotations.Schema.GetColumnOrNull(KindName) is not null)
        {
            column.Annotations.GetValue(KindName, ref kind);
        }

        return kind.ToString();
    }
}
