// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Runtime.InteropServices;
using TorchSharp;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Scores with TorchSharp: any network, on any device.</summary>
internal sealed class TorchScorer : IScorer
{
    private readonly torch.nn.Module<torch.Tensor, torch.Tensor> _module;
    private readonly torch.Device _device;
    private readonly bool _onCpu;
    private readonly int _inputs;
    private readonly int _rowsAtOnce;
    private readonly long _multiplyAdds;
    private readonly long[] _row;

    public TorchScorer(TrainedNetwork network, Device device)
    {
        _device = device.ToTorch();
        _onCpu = device.Kind == DeviceKind.Cpu;
        _inputs = network.Shape.Inputs;
        _row = [.. network.Shape.Row.Select(size => (long)size)];
        _module = network.CreateFastModule();
        try
        {
            _module.to(_device);
            ChannelsLast.Arrange(_module);
            _multiplyAdds = network.Stack?.MultiplyAdds(network.Shape.Row) ?? TorchThreads.LargePass; // a module of the user's may be large
            _rowsAtOnce = _onCpu ? ActivationCount.RowsInCache(network.ActivationsPerRow(_module)) : int.MaxValue;
        }
        catch
        {
            _module.Dispose();
            throw;
        }
    }

    public void Score(float[] features, int rows, Span<float> scores)
    {
        using var inference = torch.inference_mode();
        var part = ActivationCount.RowsOfPart(rows, _rowsAtOnce);
        using var threads = part * _multiplyAdds < TorchThreads.LargePass ? new TorchThreads(1) : null;
        var outputs = scores.Length / rows;
        for (var start = 0; start < rows; start += part)
        {
            var count = Math.Min(part, rows - start);
            Score(features.AsSpan(start * _inputs, count * _inputs), count, scores.Slice(start * outputs, count * outputs));
        }
    }

    public void Dispose() => _module.Dispose();

    private void Score(ReadOnlySpan<float> features, int rows, Span<float> scores)
    {
        using var scope = torch.NewDisposeScope();

        // A copy on the CPU too: the bits of torch's products depend on how memory is aligned, and torch's own always is.
        var input = torch.empty([rows, .. _row], torch.ScalarType.Float32, torch.CPU);
        features.CopyTo(MemoryMarshal.Cast<byte, float>(input.bytes));
        var output = _module.call(_onCpu ? input : input.to(_device));
        output = _onCpu ? output : output.cpu();
        MemoryMarshal.Cast<byte, float>((output.is_contiguous() ? output : output.contiguous()).bytes).CopyTo(scores);
    }
}
