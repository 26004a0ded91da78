// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using TorchSharp;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Brings the gradients that a backward pass leaves at the parameters into one vector: one kernel for all, where adding each to its place would take one a parameter.</summary>
internal sealed class GradientCollector
{
    private readonly TorchVector _gradient;
    private readonly List<(torch.Tensor Parameter, bool IsOfConvolution)> _parameters = [];

    /// <summary>Collects into a vector.</summary>
    public GradientCollector(TorchVector gradient) => _gradient = gradient;

    /// <summary>Adds the parameter that comes next in the vector.</summary>
    /// <param name="parameter">The parameter, without a gradient.</param>
    /// <param name="isOfConvolution">Whether it lies in the order of <see cref="ChannelsLast"/>.</param>
    public void Add(torch.Tensor parameter, bool isOfConvolution) => _parameters.Add((parameter, isOfConvolution));

    /// <summary>Adds all gradients to the vector, and leaves none at the parameters.</summary>
    public void Collect()
    {
        using var scope = torch.NewDisposeScope();
        var parts = new torch.Tensor[_parameters.Count];
        for (var i = 0; i < parts.Length; i++)
        {
            var (parameter, isOfConvolution) = _parameters[i];
            parts[i] = parameter.grad is not { } gradient ? torch.zeros(parameter.numel(), parameter.dtype, parameter.device)
                : isOfConvolution ? ChannelsLast.Flat(gradient)
                : gradient.reshape(-1);
            parameter.grad = null;
        }

        _gradient.Add(torch.cat(parts));
    }
}
