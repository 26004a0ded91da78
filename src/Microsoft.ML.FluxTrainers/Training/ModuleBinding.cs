// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using TorchSharp;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Puts the parameters of a module into one flat vector, and their gradients into a second one.</summary>
/// <remarks>The module keeps working: its parameters become views of the vector, and autograd adds into views of the other, or a <see cref="GradientCollector"/> fills it.
/// Averaging, penalties, clipping and the optimizer are then one operation each, whatever the depth. Weights of convolutions lie
/// in the order of <see cref="ChannelsLast"/>.</remarks>
internal sealed class ModuleBinding : IDisposable
{
    private readonly GradientCollector? _collector;

    /// <summary>Binds a module.</summary>
    /// <param name="module">The module, on the device.</param>
    /// <param name="device">The device.</param>
    /// <param name="isApart">Whether the vectors are tensors there, and not in managed memory.</param>
    public ModuleBinding(torch.nn.Module module, torch.Device device, bool isApart)
    {
        var parameters = module.named_parameters().Where(item => item.parameter.requires_grad).DistinctBy(item => item.parameter.Handle).ToArray();
        var length = checked((int)parameters.Sum(item => item.parameter.numel()));
        Parameters = isApart
            ? new TorchVector(torch.zeros(length, device: device))
            : new ManagedVector(length);
        Gradient = Parameters.NewZeros();
        _collector = Gradient is TorchVector vector ? new GradientCollector(vector) : null;
        using var scope = torch.NewDisposeScope();
        using var off = torch.no_grad();
        ChannelsLast.Arrange(module); // frozen weights, too
        var values = View(Parameters);
        var gradients = View(Gradient);
        var convolutions = ChannelsLast.WeightsOf(module);
        var offset = 0L;
        var (slots, channelsLast) = (new List<TensorSlot>(), new List<TensorSlot>());
        foreach (var (name, parameter) in parameters)
        {
            slots.Add(new TensorSlot(name, [.. parameter.shape.Select(size => (int)size)], (int)offset));
            var count = parameter.numel();
            var isOfConvolution = convolutions.Contains(parameter.Handle);
            if (isOfConvolution)
            {
                channelsLast.Add(slots[^1]);
            }

            torch.Tensor Place(torch.Tensor flat) => isOfConvolution
                ? ChannelsLast.View(flat.narrow(0, offset, count), parameter.shape)
                : flat.narrow(0, offset, count).view(parameter.shape);
            var value = Place(values);
            value.copy_(parameter);
            parameter.set_(value);
            _collector?.Add(parameter, isOfConvolution);
            parameter.grad = _collector is null ? Place(gradients) : null;
            offset += count;
        }

        Slots = slots;
        Order = new ParameterOrder(channelsLast);
    }

    /// <summary>Where each parameter lies.</summary>
    public IReadOnlyList<TensorSlot> Slots { get; }

    /// <summary>How the vectors lie beside PyTorch's order.</summary>
    public ParameterOrder Order { get; }

    public FlatVector Parameters { get; }

    public FlatVector Gradient { get; }

    /// <summary>To be called after each backward pass: where autograd does not add into the gradient itself, this does.</summary>
    public void CollectGradient() => _collector?.Collect();

    public void Dispose()
    {
        Parameters.Dispose();
        Gradient.Dispose();
    }

    private static torch.Tensor View(FlatVector vector) => vector switch
    {
        ManagedVector managed => managed.Memory.ToTensor(managed.Length),
        TorchVector torchVector => torchVector.Tensor.alias(),
        _ => throw new NotSupportedException(vector.GetType().Name),
    };
}
