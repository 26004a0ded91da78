// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Scores and labels of rows that models were not trained on.</summary>
internal sealed class HeldOutRows(TrainerHost host, string labelColumnName)
{
    private const double NearEnough = 1e-4;
    private readonly List<int> _labels = [];
    private readonly List<float[]> _scores = [];
    private readonly List<float> _probabilities = [];
    private readonly List<(int Start, IReadOnlyList<string>? Names)> _folds = []; // what each fold's model calls the classes

    /// <summary>What is predicted, known once there are rows.</summary>
    public PredictionKind Kind { get; private set; }

    /// <summary>The class of each row, from 0, as the model of its fold numbers them.</summary>
    public IReadOnlyList<int> Labels => _labels;

    /// <summary>The probability of true of each row.</summary>
    public IReadOnlyList<float> Probabilities => _probabilities;

    /// <summary>Whether scores are what probabilities are made of: log odds, or logits. Else they are made of probabilities.</summary>
    public bool AreLogOdds => Kind == PredictionKind.Binary
        ? _scores.Zip(_probabilities).All(pair => Math.Abs(LogOdds.ToProbability(pair.First[0]) - pair.Second) <= NearEnough)
        : !_scores.TrueForAll(scores => Array.TrueForAll(scores, score => score is >= 0 and <= 1) && Math.Abs(scores.Sum() - 1) <= 10 * NearEnough);

    /// <summary>Adds the rows of scored data that have a label.</summary>
    /// <exception cref="InvalidOperationException">They are no predictions of classes with probabilities, or not of the label's classes.</exception>
    public void Add(IDataView scored, DataViewSchema input)
    {
        var columns = PredictionColumns.Of(scored.Schema, input);
        Kind = columns.Kind;
        if (Kind is not (PredictionKind.Classes or PredictionKind.Binary) || (Kind == PredictionKind.Binary && columns.Probability is null))
        {
            throw new InvalidOperationException(Kind == PredictionKind.Binary
                ? "The inner pipeline gives no Probability. Calibrate it first: append mlContext.BinaryClassification.Calibrators.Platt()."
                : "The inner pipeline does not predict classes: there is no probability to work on.");
        }

        _folds.Add((_labels.Count, columns.ClassNames));
        var classes = RowClasses.Read(host, scored, labelColumnName);
        Read(scored, columns, classes.AreNamed && columns.ClassNames is { } known ? ByName(classes, known) : ByNumber(classes, scored.Schema[labelColumnName], columns));
    }

    /// <summary>Lets the rows of two values say of the model's positive one what their folds' models say: one that makes keys of texts numbers them as they come.</summary>
    /// <param name="model">What the model predicts.</param>
    public void TurnTo(PredictionColumns model)
    {
        if (model is not { Kind: PredictionKind.Binary, ClassNames: [_, _] names })
        {
            return;
        }

        string[] turned = [names[1], names[0]];
        for (var fold = 0; fold < _folds.Count; fold++)
        {
            if (_folds[fold].Names?.SequenceEqual(turned) != true)
            {
                continue;
            }

            var end = fold + 1 < _folds.Count ? _folds[fold + 1].Start : _labels.Count;
            for (var row = _folds[fold].Start; row < end; row++)
            {
                (_labels[row], _probabilities[row]) = (1 - _labels[row], 1 - _probabilities[row]);
                _scores[row] = Array.ConvertAll(_scores[row], score => -score);
            }
        }
    }

    /// <summary>The logits of each row: one a class.</summary>
    public double[][] Logits()
    {
        var areLogOdds = AreLogOdds;
        return [.. _scores.Select((scores, row) => Kind == PredictionKind.Binary
            ? [0, areLogOdds ? scores[0] : LogOdds.Of(_probabilities[row])]
            : Array.ConvertAll(scores, score => areLogOdds ? score : LogOdds.Log(score)))];
    }

    private int[] ByName(RowClasses classes, IReadOnlyList<string> known)
    {
        int[] numbers = [.. classes.Names.Select((name, one) => classes.Counts[one] > 0 ? NumberOf(name, known) : 0)];
        return Array.ConvertAll(classes.OfRow, one => one < 0 ? one : numbers[one]);
    }

    private int NumberOf(string name, IReadOnlyList<string> known)
    {
        var number = Enumerable.Range(0, known.Count).FirstOrDefault(one => known[one] == name, -1);
        return number >= 0 ? number : throw new InvalidOperationException(
            $"A held-out row has the label '{name}' in column '{labelColumnName}', but the inner pipeline knows the classes {string.Join(", ", known)} only.");
    }

    private static int[] ByNumber(RowClasses classes, DataViewSchema.Column label, PredictionColumns columns) =>
        label.Type is TextDataViewType ? throw new InvalidOperationException(
            $"Column '{label.Name}' has texts, but the inner pipeline's classes have no names to tell them by. Give the column that its trainer learns from as the column of labels.")
        : classes.Names.Count > Math.Max(2, columns.Width) ? throw new InvalidOperationException(
            $"Column '{label.Name}' has {classes.Names.Count} classes, but the inner pipeline predicts {columns.Width}.")
        : classes.OfRow;

    private void Read(IDataView scored, PredictionColumns columns, int[] labels)
    {
        using var cursor = scored.GetRowCursor(columns.Probability is { } one ? [columns.Score, one] : [columns.Score]);
        var scores = ScoreReader.Of(cursor, columns.Score);
        var probability = columns.Probability is { } column ? cursor.GetGetter<float>(column) : null;
        for (var row = 0; cursor.MoveNext(); row++)
        {
            if (labels[row] < 0)
            {
                continue;
            }

            var value = 0f;
            probability?.Invoke(ref value);
            if (float.IsNaN(value) || Array.Exists(scores(), float.IsNaN))
            {
                throw new InvalidOperationException($"The inner pipeline gives NaN for held-out row {row}.");
            }

            _labels.Add(labels[row]);
            _scores.Add([.. scores()]);
            _probabilities.Add(value);
        }
    }
}
