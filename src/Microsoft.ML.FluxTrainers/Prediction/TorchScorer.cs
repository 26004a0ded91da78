// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using TorchSharp;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Scores with TorchSharp: any network, on any device.</summary>
internal sealed class TorchScorer : IScorer
{
    private readonly torch.nn.Module<torch.Tensor, torch.Tensor> _module;
    private readonly torch.Device _device;
    private readonly int _inputs;
    private readonly long[] _row;

    public TorchScorer(TrainedNetwork network, Device device)
    {
        TorchNative.EnsureLoaded();
        _device = device.ToTorch();
        _inputs = network.Shape.Inputs;
        _row = [.. network.Shape.Row.Select(size => (long)size)];
        _module = network.CreateFastModule();
        try
        {
            _module.to(_device);
            ChannelsLast.Arrange(_module);
        }
        catch
        {
            _module.Dispose();
            throw;
        }
    }

    public void Score(float[] features, int rows, Span<float> scores)
    {
        using var scope = torch.NewDisposeScope();
        using var inference = torch.inference_mode();

        // A copy on the CPU too: the bits of torch's products depend on how memory is aligned, and torch's own always is.
        var input = torch.frombuffer(features, torch.ScalarType.Float32, rows * _inputs).view([rows, .. _row]).to(_device, copy: true);
        var output = _module.call(input).to(torch.CPU).contiguous();
        output.data<float>().CopyTo(scores);
    }

    public void Dispose() => _module.Dispose();
}
