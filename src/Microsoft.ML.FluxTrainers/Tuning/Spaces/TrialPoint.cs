// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>One value for each parameter of a search that counts: what a trial tries.</summary>
/// <remarks>Immutable. Points with the same values by the same names are equal, in whatever order.</remarks>
public sealed class TrialPoint : IEquatable<TrialPoint>
{
    private readonly (string Name, object? Value)[] _values;
    private readonly string _json;

    internal TrialPoint((string Name, object? Value)[] values)
    {
        _values = values;
        _json = $"{{{string.Join(",", values.OrderBy(value => value.Name, StringComparer.Ordinal).Select(value => $"{TrialValues.ToJson(value.Name)}:{TrialValues.ToJson(value.Value)}"))}}}";
    }

    /// <summary>The parameters that have a value, in the order of the space.</summary>
    public IEnumerable<string> Names => _values.Select(value => value.Name);

    /// <summary>The value of a parameter.</summary>
    /// <param name="name">The parameter. Letter case matters.</param>
    /// <exception cref="KeyNotFoundException">It has none here; the message lists those that have.</exception>
    public object? this[string name] => NamedValue.Bare(Find(name).Value);

    /// <summary>A point.</summary>
    /// <param name="values">The parameters and their values, each once.</param>
    /// <exception cref="ArgumentException">A name is empty or there twice, or a value has no text that stands for it.</exception>
    public static TrialPoint Of(params (string Name, object? Value)[] values)
    {
        Guard.DistinctNames(Guard.NotNull(values, nameof(values)).Select(value => value.Name).ToList(), nameof(values));
        return new([.. values]);
    }

    /// <summary>Whether a parameter has a value here: not where it does not count.</summary>
    /// <param name="name">The parameter.</param>
    public bool Has(string name) => _values.Any(value => value.Name == name);

    /// <summary>The value of a parameter, as a type.</summary>
    /// <typeparam name="T">The type that it has; a whole number is a fraction too.</typeparam>
    /// <param name="name">The parameter.</param>
    /// <exception cref="KeyNotFoundException">It has none here.</exception>
    /// <exception cref="InvalidCastException">It is of another type.</exception>
    public T Get<T>(string name) => this[name] switch
    {
        T value => value,
        int number when typeof(T) == typeof(double) => (T)(object)(double)number,
        int number when typeof(T) == typeof(float) => (T)(object)(float)number,
        double number when typeof(T) == typeof(float) => (T)(object)(float)number,
        null when default(T) is null => default!,
        var other => throw new InvalidCastException($"'{name}' is {TrialValues.ToText(other)} ({other?.GetType().Name ?? "null"}), not of type {typeof(T).Name}."),
    };

    /// <summary>The options with these values, each at the path that its name is.</summary>
    /// <typeparam name="T">The type of the options.</typeparam>
    /// <param name="options">The options, which stay as they are.</param>
    /// <exception cref="ArgumentException">A name is no setting, or a value is of a wrong type or out of its range.</exception>
    public T ApplyTo<T>(T options)
        where T : TrainerOptions => _values.Aggregate(options, (varied, value) => varied.With(value.Name, NamedValue.Bare(value.Value)));

    /// <summary>The values as JSON. Equal points give equal text, on every machine and in every culture.</summary>
    public string ToJson() => _json;

    /// <inheritdoc/>
    public bool Equals(TrialPoint? other) => other?._json == _json;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as TrialPoint);

    /// <inheritdoc/>
    public override int GetHashCode() => _json.GetHashCode(StringComparison.Ordinal);

    /// <summary>"BatchSize 8, Optimizer.LearningRate 0.01", in the invariant culture.</summary>
    public override string ToString() => string.Join(", ", _values.Select(value => $"{value.Name} {TrialValues.ToText(value.Value)}"));

    /// <summary>The value of a parameter for people, or nothing where it does not count.</summary>
    internal string Text(string name) => Has(name) ? TrialValues.ToText(Find(name).Value) : "";

    /// <summary>The value with its name, where it has one.</summary>
    internal object? Raw(string name) => Find(name).Value;

    private (string Name, object? Value) Find(string name) => Has(name)
        ? Array.Find(_values, value => value.Name == name)
        : throw new KeyNotFoundException($"There is no value of {NearestName.Quote(name)}. There is: {NearestName.List(Names)}.");
}
