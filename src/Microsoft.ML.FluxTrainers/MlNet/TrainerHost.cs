// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Runtime;

namespace Microsoft.ML.FluxTrainers;

/// <summary>What an estimator or a transformer needs of the <see cref="MLContext"/> that it belongs to.</summary>
/// <remarks>One host a component: its channels reach <c>mlContext.Log</c>, and it is what ML.NET cancels.</remarks>
internal sealed class TrainerHost
{
    private readonly IHost _host;

    public TrainerHost(IHostEnvironment environment, string name)
    {
        _host = environment.Register(name);
        Names = NamedOptionsOf.Environment(environment);
    }

    /// <summary>The seed given to the <see cref="MLContext"/>, if any.</summary>
    public int? Seed => (_host as IHostEnvironmentInternal)?.Seed;

    /// <summary>The GPU that the <see cref="MLContext"/> asks for, if any.</summary>
    public int? GpuDeviceId => (_host as IHostEnvironmentInternal)?.GpuDeviceId;

    /// <summary>Whether the <see cref="MLContext"/> allows the CPU where the GPU that it asks for is missing.</summary>
    public bool FallbackToCpu => (_host as IHostEnvironmentInternal)?.FallbackToCpu ?? true;

    /// <summary>The builders and functions registered by name on the <see cref="MLContext"/>.</summary>
    public NamedOptions Names { get; }

    /// <summary>A context of its own for a part of the work, with a seed; on the GPU that this one asks for.</summary>
    public MLContext NewContext(int seed) => new(seed) { GpuDeviceId = GpuDeviceId, FallbackToCpu = FallbackToCpu };

    /// <summary>Throws <see cref="OperationCanceledException"/> once ML.NET has cancelled the context, as AutoML does.</summary>
    /// <remarks>Only training may ask: AutoML cancels the context of every finished trial, the best one included.</remarks>
    public void CheckAlive() => _host.CheckAlive();

    /// <summary>Runs <paramref name="work"/> with a log that reaches <c>mlContext.Log</c>.</summary>
    public T WithLog<T>(string activity, Func<TrainerLog, T> work)
    {
        using var channel = _host.Start(activity);
        return work(new TrainerLog(channel));
    }

    /// <summary>Runs <paramref name="work"/> with a log that reaches <c>mlContext.Log</c>.</summary>
    public void WithLog(string activity, Action<TrainerLog> work)
    {
        using var channel = _host.Start(activity);
        work(new TrainerLog(channel));
    }

    /// <summary>An error about a column, of the type and with the mark that ML.NET's own trainers use.</summary>
    public Exception ColumnError(string role, string name, string expected, string actual) =>
        _host.ExceptSchemaMismatch("inputSchema", role, name, expected, actual);

    /// <summary>An error about a table of which no column can be read, which lists the columns that are there.</summary>
    public Exception NoFeatureColumn(IEnumerable<string> present) => _host.ExceptParam(
        "inputSchema", "No column can be read as a feature. The data has: {0}.", string.Join(", ", present));

    /// <summary>An error about a missing column, which lists the columns that are there.</summary>
    public Exception MissingColumn(string role, string name, IEnumerable<string> present) => _host.ExceptParam(
        "inputSchema",
        "Could not find {0} column '{1}'. The data has: {2}.",
        role,
        name,
        string.Join(", ", present));
}
