// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using TorchSharp;

namespace Microsoft.ML.FluxTrainers;

/// <summary>The network's numbers at one moment, to go back to: parameters, and buffers such as a batch norm's averages.</summary>
internal sealed class WeightsBackup : IDisposable
{
    private readonly TrainingSession _session;
    private readonly float[] _parameters;
    private readonly List<(torch.Tensor Own, torch.Tensor Copy)> _buffers;

    /// <summary>Copies the numbers of this moment.</summary>
    public WeightsBackup(TrainingSession session)
    {
        _session = session;
        _parameters = new float[session.Parameters.Length];
        _buffers = [.. session.Network.Module.buffers().Select(buffer => (buffer, buffer.clone().DetachFromDisposeScope()))];
        Take();
    }

    /// <summary>The epoch after which the numbers were copied.</summary>
    public int Epoch { get; private set; }

    /// <summary>Copies the numbers of this moment instead.</summary>
    public void Take()
    {
        Epoch = _session.Epoch;
        _session.Parameters.CopyTo(_parameters);
        _buffers.ForEach(buffer => Copy(buffer.Own, buffer.Copy));
    }

    /// <summary>Puts the numbers back into the network.</summary>
    public void PutBack()
    {
        _session.Parameters.CopyFrom(_parameters);
        _buffers.ForEach(buffer => Copy(buffer.Copy, buffer.Own));
    }

    public void Dispose() => _buffers.ForEach(buffer => buffer.Copy.Dispose());

    private static void Copy(torch.Tensor from, torch.Tensor to)
    {
        using var off = torch.no_grad();
        to.copy_(from);
    }
}
