// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Runtime.InteropServices;
using TorchSharp;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Scores with TorchSharp: any network, on any device.</summary>
internal sealed class TorchScorer : IScorer
{
    private readonly torch.nn.Module<torch.Tensor, torch.Tensor> _module;
    private readonly torch.Device _device;
    private readonly int _inputs;

    public TorchScorer(TrainedNetwork network, Device device)
    {
        TorchNative.EnsureLoaded();
        _device = device.ToTorch();
        _inputs = network.Shape.Inputs;
        _module = network.CreateModule();
        try
        {
            _module.to(_device);
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

        // Copied, as torch's own memory is aligned: the last bits of a product depend on where its factors lie.
        var input = torch.empty([rows, _inputs], torch.ScalarType.Float32, torch.CPU);
        features.AsSpan(0, rows * _inputs).CopyTo(MemoryMarshal.Cast<byte, float>(input.bytes));
        var output = _module.call(input.to(_device)).to(torch.CPU).contiguous();
        output.data<float>().CopyTo(scores);
    }

    public void Dispose() => _module.Dispose();
}
