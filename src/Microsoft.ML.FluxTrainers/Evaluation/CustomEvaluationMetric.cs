// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>A metric of the user's own; its name stands for the function.</summary>
internal sealed record CustomEvaluationMetric : EvaluationMetric, INamedOption
{
    private readonly Func<IDataView, double> _measure;

    public CustomEvaluationMetric(string name, bool higherIsBetter, Func<IDataView, double> measure)
    {
        (MetricName, IsScore) = (Guard.NotEmpty(name, nameof(name)), higherIsBetter);
        _measure = Guard.NotNull(measure, nameof(measure));
    }

    private protected override string MetricName { get; }

    private protected override bool IsScore { get; }

    public bool Equals(CustomEvaluationMetric? other) => other is not null && Name == other.Name;

    public override int GetHashCode() => Name.GetHashCode(StringComparison.Ordinal);

    internal override double Of(ScoredData scored) => _measure(scored.View);
}
