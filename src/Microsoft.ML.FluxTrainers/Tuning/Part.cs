// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Globalization;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Which of several processes this one is.</summary>
/// <param name="Index">Its number, from 0.</param>
/// <param name="Count">How many there are, at least 1.</param>
public sealed record Part(int Index, int Count)
{
    // What a batch system tells each of its processes. Where the lowest index has a variable of its own, indexes may start anywhere.
    private static readonly (string System, string Index, string[] Counts, string? Lowest, string? Highest, string? Step)[] _systems =
    [
        ("a Kubernetes Indexed Job", "JOB_COMPLETION_INDEX", ["JOB_COMPLETIONS", "JOB_COMPLETION_COUNT"], null, null, null),
        ("a Slurm array", "SLURM_ARRAY_TASK_ID", ["SLURM_ARRAY_TASK_COUNT"], "SLURM_ARRAY_TASK_MIN", "SLURM_ARRAY_TASK_MAX", "SLURM_ARRAY_TASK_STEP"),
        ("an AWS Batch array", "AWS_BATCH_JOB_ARRAY_INDEX", ["AWS_BATCH_JOB_ARRAY_SIZE"], null, null, null),
        ("Open MPI", "OMPI_COMM_WORLD_RANK", ["OMPI_COMM_WORLD_SIZE"], null, null, null),
        ("MPI", "PMI_RANK", ["PMI_SIZE"], null, null, null),
    ];

    /// <summary>Its number, from 0.</summary>
    public int Index { get; } = Guard.NotNegative(Index) < Guard.Positive(Count)
        ? Index
        : throw new ArgumentOutOfRangeException(nameof(Index), Index, FormattableString.Invariant($"Index must be below Count, which is {Count}."));

    /// <summary>How many there are, at least 1.</summary>
    public int Count { get; } = Count;

    /// <summary>What the batch system that started this process says: a Kubernetes Indexed Job, a Slurm array, an AWS Batch array, or mpirun.</summary>
    /// <param name="count">How many processes there are, where the batch system does not tell: Kubernetes gives the index alone, so pass <c>spec.completions</c> here or as the
    /// variable JOB_COMPLETIONS. Default: null.</param>
    /// <returns>The part, or null where none of these started the process.</returns>
    /// <exception cref="InvalidOperationException">There is an index without a count, or one of them is no such number; the message says which variable is wrong.</exception>
    public static Part? FromEnvironment(int? count = null) => From(Environment.GetEnvironmentVariable, count);

    /// <summary>The same, with variables from elsewhere.</summary>
    internal static Part? From(Func<string, string?> variable, int? count = null)
    {
        foreach (var (system, index, counts, lowest, highest, step) in _systems)
        {
            if (Find(index) is { } place)
            {
                var first = Find(lowest) ?? 0;
                var stride = Math.Max(1, Find(step) ?? 1);
                var name = counts.FirstOrDefault(one => Find(one) is not null);
                var total = count ?? Find(name) ?? (Find(highest) - first + stride) / stride ?? throw new InvalidOperationException(
                    $"{index} says which process of {system} this is, but {counts[0]} does not say how many there are: each would search all of it. Set {counts[0]}, or pass the count.");
                return (place - first) / stride is >= 0 and var part && part < total
                    ? new(part, total)
                    : throw new InvalidOperationException(FormattableString.Invariant($"{index} is {place}, which is none of the {total} processes that {name ?? "the count"} tells of."));
            }
        }

        return null;

        int? Find(string? name) => name is not null && variable(name) is { Length: > 0 } text ? Number(name, text) : null;
    }

    private static int Number(string name, string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new InvalidOperationException($"{name} must be a whole number of at least 0, but is '{text}'.");
}
