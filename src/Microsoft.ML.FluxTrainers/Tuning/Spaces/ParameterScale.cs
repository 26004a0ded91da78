// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>The scale on which the values of a range are spread evenly, by grids and by chance alike.</summary>
/// <remarks>Scales of one name are equal. The logarithms differ only in rounding: <see cref="Log10"/> meets powers of ten, <see cref="Log2"/> powers of two exactly.</remarks>
public sealed class ParameterScale : IEquatable<ParameterScale>
{
    private readonly Func<double, double> _into;
    private readonly Func<double, double> _back;

    private ParameterScale(string name, Func<double, double> into, Func<double, double> back) => (Name, _into, _back) = (name, into, back);

    /// <summary>Values as they are.</summary>
    public static ParameterScale Linear { get; } = new("linear", static x => x, static x => x);

    /// <summary>Natural logarithms; values are greater than 0.</summary>
    public static ParameterScale Log { get; } = new("log", Math.Log, Math.Exp);

    /// <summary>Logarithms to the base 2; values are greater than 0.</summary>
    public static ParameterScale Log2 { get; } = new("log2", Math.Log2, static x => Math.Pow(2, x));

    /// <summary>Logarithms to the base 10; values are greater than 0.</summary>
    public static ParameterScale Log10 { get; } = new("log10", Math.Log10, static x => Math.Pow(10, x));

    /// <summary>Logarithms to the base 10 of the negative; values are less than 0.</summary>
    public static ParameterScale NegativeLog10 { get; } = new("log10minus", static x => -Math.Log10(-x), static x => -Math.Pow(10, -x));

    /// <summary>What the scale is known by.</summary>
    public string Name { get; }

    internal bool IsCustom { get; private init; }

    internal bool NeedsPositive => this == Log || this == Log2 || this == Log10;

    internal bool NeedsNegative => this == NegativeLog10;

    /// <summary>Whether two scales are the same.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static bool operator ==(ParameterScale? left, ParameterScale? right) => Equals(left, right);

    /// <summary>Whether two scales differ.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static bool operator !=(ParameterScale? left, ParameterScale? right) => !Equals(left, right);

    /// <summary>Values that are a function of numbers spread evenly between the range's ends, which then are ends of the argument, not of the values.</summary>
    /// <param name="name">What stands for the function in files and comparisons, not empty.</param>
    /// <param name="value">The function.</param>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    public static ParameterScale Custom(string name, Func<double, double> value) =>
        new(Guard.NotEmpty(name, nameof(name)), static x => x, Guard.NotNull(value, nameof(value))) { IsCustom = true };

    /// <inheritdoc/>
    public bool Equals(ParameterScale? other) => other is not null && other.Name == Name && other.IsCustom == IsCustom;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ParameterScale);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, IsCustom);

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>The value at a share of the way between two ends.</summary>
    internal double At(double low, double high, double share)
    {
        var (from, to) = (_into(low), _into(high));
        var value = _back(from + ((to - from) * share));
        return IsCustom ? value : Math.Clamp(value, low, high);
    }

    /// <summary>Numbers evenly spread from end to end, as values; one alone is in the middle.</summary>
    internal IEnumerable<double> Spread(double low, double high, int count) =>
        Enumerable.Range(0, count).Select(i => At(low, high, count == 1 ? 0.5 : i / (count - 1.0)));

    /// <summary>Refuses ends that the scale has no place for.</summary>
    internal void Check(string range, double low)
    {
        if (NeedsPositive && low <= 0)
        {
            throw new ArgumentException(FormattableString.Invariant($"'{range}' has the scale {Name}, so its lower end must be greater than 0, but is {low}."));
        }
    }
}
