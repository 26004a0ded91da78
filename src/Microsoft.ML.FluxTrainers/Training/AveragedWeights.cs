// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>The mean weights in the network, until disposed; nothing where there is no mean.</summary>
internal sealed class AveragedWeights : IDisposable
{
    private readonly TrainingSession _session;
    private readonly WeightsCopy? _raw;

    private AveragedWeights(TrainingSession session, WeightsCopy? raw) => (_session, _raw) = (session, raw);

    /// <summary>Puts the mean into the network, for a while.</summary>
    public static AveragedWeights Borrow(TrainingSession session, IEpochRunner runner, FitRequest request, Action checkAlive)
    {
        var borrowed = new AveragedWeights(session, HasMean(session) ? session.Weights : null);
        try
        {
            Put(session, runner, request, checkAlive);
            return borrowed;
        }
        catch
        {
            borrowed.Dispose();
            throw;
        }
    }

    /// <summary>Puts the mean into the network.</summary>
    /// <returns>Whether there is one.</returns>
    public static bool Put(TrainingSession session, IEpochRunner runner, FitRequest request, Action checkAlive)
    {
        if (!HasMean(session))
        {
            return false;
        }

        session.Parameters.CopyFrom(session.Average!.Mean);
        runner.MeasureNorms(Watched(request.Train.Read(session.Order.Lasting, request.Settings.BatchSize), checkAlive));
        return true;
    }

    public void Dispose()
    {
        if (_raw is not null)
        {
            _session.Weights = _raw;
        }
    }

    private static bool HasMean(TrainingSession session) => session.Average is { Count: > 0 };

    private static IEnumerable<TrainingBlock> Watched(IEnumerable<TrainingBlock> blocks, Action checkAlive)
    {
        foreach (var block in blocks)
        {
            checkAlive();
            yield return block;
        }
    }
}
