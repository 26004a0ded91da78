// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>The network's numbers at one moment, to go back to: parameters, their mean, and buffers such as a batch norm's averages.</summary>
internal sealed class WeightsBackup
{
    private readonly TrainingSession _session;
    private readonly IEpochRunner _runner;
    private readonly float[] _parameters;
    private readonly float[] _mean;
    private double[] _buffers = [];
    private long _meanCount;

    /// <summary>Copies the numbers of this moment.</summary>
    public WeightsBackup(TrainingSession session, IEpochRunner runner)
    {
        (_session, _runner, _parameters) = (session, runner, new float[session.Parameters.Length]);
        _mean = new float[session.Average is null ? 0 : session.Parameters.Length];
        Take();
    }

    /// <summary>The epoch after which the numbers were copied.</summary>
    public int Epoch { get; private set; }

    /// <summary>Copies the numbers of this moment instead.</summary>
    public void Take()
    {
        Epoch = _session.Epoch;
        _session.Parameters.CopyTo(_parameters);
        _buffers = _runner.Buffers;
        _meanCount = _session.Average?.Save(_mean) ?? 0;
    }

    /// <summary>Puts the numbers back into the network.</summary>
    public void PutBack()
    {
        _session.Parameters.CopyFrom(_parameters);
        _runner.Buffers = _buffers;
        _session.Average?.Load(_mean, _meanCount);
    }
}
