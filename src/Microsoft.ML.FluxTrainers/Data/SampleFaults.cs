// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Collects what is wrong with some rows.</summary>
internal sealed class SampleFaults(RowReadingOptions options)
{
    private const int MostNamed = 5;
    private readonly List<string> _constants = [];
    private int _rows;
    private int _unlabeled;
    private int _weightless;
    private int _badWeights;
    private int _badFeatures;
    private int _filled;
    private int _constant;
    private string? _firstBadWeight;
    private string? _firstBadFeature;

    /// <summary>Everything found, in sentences.</summary>
    public IReadOnlyList<string> Sentences => [.. All().OfType<string>()];

    /// <summary>Looks at a row.</summary>
    public void Add(in VBuffer<float> row, float target, float weight, long position)
    {
        _rows++;
        _unlabeled += float.IsFinite(target) ? 0 : 1;
        _weightless += weight == 0 ? 1 : 0;
        if (RowFault.OfWeight(weight, options.Weight, position) is { } badWeight)
        {
            _badWeights++;
            _firstBadWeight ??= badWeight;
        }

        if (RowFault.OfFeatures(row, options, position) is { } badFeature)
        {
            _badFeatures++;
            _firstBadFeature ??= badFeature;
        }
        else if (row.GetValues().ContainsAnyExceptInRange(float.NegativeInfinity, float.PositiveInfinity))
        {
            _filled++; // NaN is in no range
        }
    }

    /// <summary>Notes the features that do not vary over the rows.</summary>
    public void AddConstants(FeatureStatistics statistics)
    {
        for (var slot = 0; slot < statistics.Mean.Length && _rows > 1; slot++)
        {
            if (statistics.IsConstant(slot))
            {
                _constant++;
                if (_constants.Count < MostNamed)
                {
                    _constants.Add(FeatureSlots.Describe(options.Features, slot));
                }
            }
        }
    }

    private IEnumerable<string?> All()
    {
        yield return Say(_unlabeled, $"have no label in column '{options.Label.Column.Name}' and {(options.Label.LeavesOutUnlabeled ? "are left out in training" : "stop the training")}.");
        yield return Say(_weightless, $"have weight 0 in column '{options.Weight?.Name}' and are left out in training.");
        yield return Say(_badWeights, $"have a weight that stops the training. {_firstBadWeight}");
        yield return Say(_badFeatures, $"have features that stop the training. {_firstBadFeature}");
        yield return Say(_filled, $"have missing features in column '{options.Features.Name}', for which means stand in.");
        yield return _constant == 0
            ? null
            : FormattableString.Invariant(
                $"{_constant} of {options.Width} features in column '{options.Features.Name}' are the same in all rows read: {Names()}.");
    }

    private string? Say(int count, string what) =>
        count == 0 ? null : FormattableString.Invariant($"{count} of {_rows} rows {what}");

    private string Names() => options.Features.Type is VectorDataViewType
        ? string.Join(", ", _constants) + (_constant > _constants.Count ? ", …" : "")
        : "the only one";
}
