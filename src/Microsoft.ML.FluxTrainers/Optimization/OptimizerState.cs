// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>What an optimizer remembers between steps: vectors and numbers by name, and how many steps were taken.</summary>
/// <remarks>
/// Names are those of PyTorch where it has the same quantity. To save a state, enumerate it; to restore it, make a new one
/// and set <see cref="Steps"/>, the counters and the vectors: the next step is then the same to the last bit.
/// </remarks>
/// <param name="like">A vector of the length, kind and device that the state's vectors shall have: the parameters.</param>
/// <param name="make">Makes a vector, where it is part of another state's.</param>
internal sealed class OptimizerState(FlatVector like, Func<string, double, FlatVector>? make = null) : IDisposable
{
    private readonly Dictionary<string, FlatVector> _vectors = new(StringComparer.Ordinal);
    private readonly Dictionary<string, double> _counters = new(StringComparer.Ordinal);

    /// <summary>The number of steps taken, from 0.</summary>
    public long Steps { get; set => field = value >= 0 ? value : throw new ArgumentOutOfRangeException(nameof(value)); }

    /// <summary>The vectors in use, by name.</summary>
    public IReadOnlyDictionary<string, FlatVector> Vectors => _vectors;

    /// <summary>The numbers in use, by name.</summary>
    public IReadOnlyDictionary<string, double> Counters => _counters;

    /// <summary>The vector of that name, made at the first call and then filled with <paramref name="initial"/>.</summary>
    public FlatVector Vector(string name, double initial = 0)
    {
        if (!_vectors.TryGetValue(name, out var vector))
        {
            _vectors[name] = vector = make is null ? New(initial) : make(name, initial);
        }

        return vector;
    }

    /// <summary>The state of some of the parameters, whose vectors are slices of this one's. Steps and counters are its own.</summary>
    /// <param name="start">The first parameter.</param>
    /// <param name="parameters">The parameters.</param>
    public OptimizerState Part(int start, FlatVector parameters)
    {
        var part = new OptimizerState(parameters, (name, initial) => Vector(name, initial).Slice(start, parameters.Length));
        foreach (var name in _vectors.Keys.ToList())
        {
            part.Vector(name);
        }

        part.CountAs(this);
        return part;
    }

    /// <summary>Takes over steps and counters.</summary>
    public void CountAs(OptimizerState other)
    {
        Steps = other.Steps;
        foreach (var (name, value) in other._counters)
        {
            _counters[name] = value;
        }
    }

    /// <summary>The number of that name, or <paramref name="initial"/> if it was never set.</summary>
    public double Counter(string name, double initial = 0) => _counters.GetValueOrDefault(name, initial);

    /// <summary>Sets the number of that name.</summary>
    public void SetCounter(string name, double value) => _counters[name] = value;

    /// <summary>Forgets everything, as if no step had been taken.</summary>
    public void Clear()
    {
        Dispose();
        _counters.Clear();
        Steps = 0;
    }

    /// <summary>Frees the vectors.</summary>
    public void Dispose()
    {
        foreach (var vector in _vectors.Values)
        {
            vector.Dispose();
        }

        _vectors.Clear();
    }

    private FlatVector New(double initial)
    {
        var vector = like.NewZeros();
        if (initial != 0)
        {
            vector.Fill(initial);
        }

        return vector;
    }
}
