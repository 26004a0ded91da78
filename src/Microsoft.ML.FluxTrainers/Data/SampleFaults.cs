// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

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
    private int _badLabels;
    private int _filled;
    private int _constant;
    private string? _firstBadWeight;
    private string? _firstBadFeature;
    private string? _firstBadLabel;

    /// <summary>Everything found, in sentences.</summary>
    public IReadOnlyList<string> Sentences => [.. All().OfType<string>()];

    /// <summary>Looks at a row.</summary>
    /// <param name="badInput">What stops the training in its features, or null.</param>
    /// <param name="hasMissing">Whether it lacks a feature that another number stands in for.</param>
    /// <param name="isLabeled">Whether it has a label.</param>
    /// <param name="badLabel">Why its label, which is there, stops the training, or null.</param>
    /// <param name="weight">Its weight.</param>
    /// <param name="position">Its number.</param>
    public void Add(string? badInput, bool hasMissing, bool isLabeled, string? badLabel, float weight, long position)
    {
        _rows++;
        _unlabeled += isLabeled ? 0 : 1;
        _weightless += weight == 0 ? 1 : 0;
        if (RowFault.OfWeight(weight, options.Weight, position) is { } badWeight)
        {
            _badWeights++;
            _firstBadWeight ??= badWeight;
        }

        _badLabels += badLabel is null ? 0 : 1;
        _firstBadLabel ??= badLabel;
        _badFeatures += badInput is null ? 0 : 1;
        _firstBadFeature ??= badInput;
        _filled += badInput is null && hasMissing ? 1 : 0;
    }

    /// <summary>Notes the features that do not vary over the rows.</summary>
    public void AddConstants(IReadOnlyList<int> slots)
    {
        if (_rows > 1)
        {
            _constant = slots.Count;
            _constants.AddRange(slots.Take(MostNamed).Select(options.Input.Describe));
        }
    }

    private IEnumerable<string?> All()
    {
        yield return Say(_unlabeled, $"have no label in column {Labels()} and {(options.Label.LeavesOutUnlabeled ? "are left out in training" : "stop the training")}.");
        yield return Say(_badLabels, $"have a label that stops the training. {_firstBadLabel}");
        yield return Say(_weightless, $"have weight 0 in column '{options.Weight?.Name}' and are left out in training.");
        yield return Say(_badWeights, $"have a weight that stops the training. {_firstBadWeight}");
        yield return Say(_badFeatures, $"have features that stop the training. {_firstBadFeature}");
        yield return Say(_filled, $"have missing features in {options.Input.Name}, for which means stand in.");
        yield return _constant == 0
            ? null
            : FormattableString.Invariant(
                $"{_constant} of {options.Input.Width} features in {options.Input.Name} are the same in all rows read: {Names()}.");
    }

    private string? Say(int count, string what) =>
        count == 0 ? null : FormattableString.Invariant($"{count} of {_rows} rows {what}");

    private string Labels() => string.Join(", ", options.Label.Columns.Select(column => $"'{column.Name}'"));

    private string Names() => _constants.TrueForAll(name => name.Length > 0)
        ? string.Join(", ", _constants) + (_constant > _constants.Count ? ", …" : "")
        : "the only one";
}
