// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>How well several labels, each true or false, are predicted: over all of them, and for each.</summary>
/// <remarks>The definitions are those of scikit-learn with zero_division 0.</remarks>
public sealed class MultilabelMetrics
{
    internal MultilabelMetrics(IReadOnlyList<LabelMetrics> labels, IReadOnlyList<LabelCounts> counts, long rows, long wrong, long whole)
    {
        Labels = labels;
        Count = rows;
        SubsetAccuracy = (double)whole / rows;
        HammingLoss = (double)wrong / (rows * labels.Count);
        var correct = counts.Sum(count => count.TruePositives);
        MicroF1Score = LabelMetrics.Ratio(2 * correct, (2 * correct) + wrong);
        MacroF1Score = labels.Average(label => label.F1Score);
        MacroAreaUnderRocCurve = labels.Select(label => label.AreaUnderRocCurve).Where(double.IsFinite).DefaultIfEmpty(double.NaN).Average();
    }

    /// <summary>The metrics of each label, in the order of the scores.</summary>
    public IReadOnlyList<LabelMetrics> Labels { get; }

    /// <summary>The number of rows.</summary>
    public long Count { get; }

    /// <summary>The F1 score of all labels of all rows taken together: frequent labels count more. 0 where there is no label and
    /// none is predicted.</summary>
    public double MicroF1Score { get; }

    /// <summary>The mean of the labels' F1 scores: rare labels count as much as frequent ones.</summary>
    public double MacroF1Score { get; }

    /// <summary>The share of the rows whose labels are all right; NaN without rows.</summary>
    public double SubsetAccuracy { get; }

    /// <summary>The share of labels, over all rows, that are wrong; NaN without rows.</summary>
    public double HammingLoss { get; }

    /// <summary>The mean of the labels' areas under the ROC curve, without those where it is NaN; NaN where it is for all.</summary>
    public double MacroAreaUnderRocCurve { get; }

    /// <summary>The overall metrics, and a table with a row for each label.</summary>
    public override string ToString()
    {
        var table = new MetricsTable("label", "positives", "precision", "recall", "F1", "AUC");
        foreach (var label in Labels)
        {
            table.Add(label.Name, label.Positives, label.Precision, label.Recall, label.F1Score, label.AreaUnderRocCurve);
        }

        return FormattableString.Invariant(
            $"micro F1 {MicroF1Score:0.####}, macro F1 {MacroF1Score:0.####}, subset accuracy {SubsetAccuracy:0.####}, Hamming loss {HammingLoss:0.####} ({Count} rows)\n{table}");
    }
}
