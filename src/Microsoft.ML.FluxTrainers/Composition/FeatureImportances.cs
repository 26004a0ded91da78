// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Collections;
using System.Text;

namespace Microsoft.ML.FluxTrainers;

/// <summary>The importance of features, in the order of the columns or slots.</summary>
public sealed class FeatureImportances : IReadOnlyList<FeatureImportance>
{
    private readonly IReadOnlyList<FeatureImportance> _features;

    internal FeatureImportances(string metric, double baseline, IReadOnlyList<FeatureImportance> features) =>
        (Metric, Baseline, _features) = (metric, baseline, features);

    /// <summary>What got worse.</summary>
    public string Metric { get; }

    /// <summary>The metric of the data as it is.</summary>
    public double Baseline { get; }

    /// <inheritdoc/>
    public int Count => _features.Count;

    /// <inheritdoc/>
    public FeatureImportance this[int index] => _features[index];

    /// <inheritdoc/>
    public IEnumerator<FeatureImportance> GetEnumerator() => _features.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>A table, the most important feature first.</summary>
    public override string ToString()
    {
        var width = Math.Max(7, _features.Max(feature => feature.Name.Length));
        var text = new StringBuilder(FormattableString.Invariant($"{"feature".PadRight(width)}  {Metric} worse by (baseline {Baseline:G4})"));
        foreach (var feature in _features.OrderByDescending(feature => feature.Mean))
        {
            text.AppendLine().Append(FormattableString.Invariant($"{feature.Name.PadRight(width)}  {feature.Mean:G4} +- {feature.StandardDeviation:G2}"));
        }

        return text.ToString();
    }
}
