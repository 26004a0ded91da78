// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Joins the predictions of all folds to one view.</summary>
/// <remarks>A pipeline that makes keys of texts numbers the classes of each fold as it meets them. So what has names is brought together by name: classes and labels, of which one that a fold's
/// model does not know has a score of 0 there, and two values, of which the scores of all folds are those of the same one.</remarks>
internal sealed class FoldPredictions
{
    private const uint NoKey = uint.MaxValue; // in memory keys count from 0, and what is beyond them is missing
    private readonly ScoredRows _first;
    private readonly List<string> _names;
    private readonly List<PredictedRow> _rows = [];

    private FoldPredictions(IReadOnlyList<ScoredRows> folds)
    {
        _first = folds[0];
        var areNamed = folds.All(fold => fold.Names.Count > 0 && fold.Names.Distinct().Count() == fold.Names.Count); // a name that stands twice tells nothing
        _names = areNamed ? [.. folds.SelectMany(fold => fold.Names).Distinct()] : [];
    }

    private bool IsOfKeys => _first.Task == EvaluationTask.Classes || (_first.Task == EvaluationTask.Binary && _first.LabelIsKey);

    private bool IsVector => _first.Task is EvaluationTask.Classes or EvaluationTask.Labels || _first.Width > 1;

    private int Width => IsVector && _names.Count > 0 ? _names.Count : _first.Width;

    /// <summary>The view, in memory.</summary>
    /// <param name="context">What the view belongs to.</param>
    /// <param name="folds">The folds.</param>
    /// <param name="scored">The predictions of each fold's test rows.</param>
    public static IDataView Join(MLContext context, IReadOnlyList<ResamplingFold> folds, IReadOnlyList<ScoredRows> scored)
    {
        var joined = new FoldPredictions(scored);
        for (var i = 0; i < folds.Count; i++)
        {
            joined.Add(folds[i], scored[i]);
        }

        return context.Data.LoadFromEnumerable(joined._rows, joined.Schema());
    }

    private void Add(ResamplingFold fold, ScoredRows scored)
    {
        int[] places = [.. Enumerable.Range(0, Math.Max(scored.Width, 2)).Select(i => i < scored.Names.Count && _names.Count > 0 ? _names.IndexOf(scored.Names[i]) : i)];
        var isTurned = scored.Task == EvaluationTask.Binary && IsOfKeys && places[0] > places[1];
        for (var row = 0; row < scored.Count; row++)
        {
            var labels = scored.LabelsOf(row);
            var scores = scored.All.Scores(row);
            var predicted = new PredictedRow { Row = fold.TestRows[row], Fold = fold.Index, Repeat = fold.Repeat };
            predicted.Probability = isTurned ? 1 - scores[0] : scores[0];
            predicted.Score = Score(scored, row, isTurned) ?? predicted.Probability;
            predicted.LabelNumbers = IsVector && scored.Task != EvaluationTask.Classes ? Aligned(labels, places) : [];
            predicted.LabelNumber = labels[0];
            predicted.LabelFlag = labels[0] == 1;
            predicted.LabelKey = IsOfKeys && !float.IsNaN(labels[0]) ? (uint)places[(int)labels[0]] : NoKey;
            predicted.Scores = IsVector ? Aligned(scores, places) : [];
            predicted.PredictedFlag = scored.Task == EvaluationTask.Binary && scored.All.IsPredicted(row, 0);
            var chosen = scored.Task == EvaluationTask.Classes ? scored.All.Chosen(row) : predicted.PredictedFlag ? 1 : 0;
            predicted.PredictedKey = IsOfKeys && chosen >= 0 ? (uint)places[chosen] : NoKey;
            _rows.Add(predicted);
        }
    }

    /// <summary>A score that is no probability: what another fold's model says of the one value, this one says of the other with the other sign.</summary>
    private static float? Score(ScoredRows scored, int row, bool isTurned)
    {
        var score = scored.Margins?[row] ?? (scored.Task == EvaluationTask.Binary && scored.HasProbabilities ? null : scored.All.Scores(row)[0]);
        return isTurned ? -score : score;
    }

    private float[] Aligned(ReadOnlySpan<float> numbers, int[] places)
    {
        var aligned = new float[Width];
        for (var i = 0; i < numbers.Length; i++)
        {
            aligned[places[i]] = numbers[i];
        }

        return aligned;
    }

    private SchemaDefinition Schema()
    {
        var schema = SchemaDefinition.Create(typeof(PredictedRow));
        var all = schema.ToDictionary(column => column.MemberName);
        schema.Clear();
        schema.AddRange([all[nameof(PredictedRow.Row)], all[nameof(PredictedRow.Fold)], all[nameof(PredictedRow.Repeat)]]);
        SchemaDefinition.Column Add(string member, string name, DataViewType? type = null)
        {
            var column = all[member];
            column.ColumnName = name;
            column.ColumnType = type ?? column.ColumnType;
            schema.Add(column);
            return column;
        }

        var vector = new VectorDataViewType(NumberDataViewType.Single, Width);
        if (IsOfKeys)
        {
            var key = new KeyDataViewType(typeof(uint), Math.Max(Width, 2));
            Name(Add(nameof(PredictedRow.LabelKey), "Label", key), "KeyValues");
            Name(Add(nameof(PredictedRow.PredictedKey), "PredictedLabel", key), "KeyValues");
        }
        else if (_first.Task == EvaluationTask.Binary)
        {
            Add(nameof(PredictedRow.LabelFlag), "Label");
            Add(nameof(PredictedRow.PredictedFlag), "PredictedLabel");
        }
        else if (IsVector)
        {
            Name(Add(nameof(PredictedRow.LabelNumbers), "Label", vector), "SlotNames");
        }
        else
        {
            Add(nameof(PredictedRow.LabelNumber), "Label");
        }

        if (IsVector)
        {
            var scores = Add(nameof(PredictedRow.Scores), "Score", vector);
            Name(scores, "SlotNames");
            if (_first.Task == EvaluationTask.Labels)
            {
                scores.AddAnnotation(ScoredColumns.KindName, ScoredColumns.LabelsKind.AsMemory(), TextDataViewType.Instance); // else they are numbers, and so are the labels
            }
        }
        else
        {
            Add(nameof(PredictedRow.Score), "Score");
        }

        if (_first.Task == EvaluationTask.Binary && _first.HasProbabilities)
        {
            Add(nameof(PredictedRow.Probability), "Probability");
        }

        return schema;
    }

    private void Name(SchemaDefinition.Column column, string kind)
    {
        if (_names.Count > 0)
        {
            var names = new VBuffer<ReadOnlyMemory<char>>(_names.Count, [.. _names.Select(name => name.AsMemory())]);
            column.AddAnnotation(kind, names, new VectorDataViewType(TextDataViewType.Instance, _names.Count));
        }
    }
}
