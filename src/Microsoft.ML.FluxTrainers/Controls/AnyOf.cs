// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Stops as soon as one of several criteria is met; the operator <c>|</c> makes it.</summary>
/// <param name="Criteria">The criteria, at least one.</param>
/// <exception cref="ArgumentException">There is no criterion, or one is null.</exception>
public sealed record AnyOf(ValueList<StoppingCriterion> Criteria) : StoppingCriterion
{
    /// <summary>The criteria, at least one.</summary>
    public ValueList<StoppingCriterion> Criteria { get; init => field = Checked(value); } = Checked(Criteria);

    internal override IEnumerable<StoppingCriterion> Parts => Criteria.SelectMany(criterion => criterion.Parts);

    internal override string? Explain(LossTrace losses) => Reason(losses);

    internal override string? Reason(LossTrace losses)
    {
        var reasons = Criteria.Select(criterion => criterion.Explain(losses)).Where(reason => reason is not null);
        return string.Join("; ", reasons) is { Length: > 0 } all ? all : null;
    }

    internal override string Describe() => string.Join(" | ", Criteria);

    private static ValueList<StoppingCriterion> Checked(ValueList<StoppingCriterion> criteria) =>
        Guard.NotNull(criteria, nameof(Criteria)).Count > 0 && !criteria.Contains(null!)
            ? criteria
            : throw new ArgumentException("Criteria must hold at least one criterion, and none that is null.", nameof(criteria));
}
