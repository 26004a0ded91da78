// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace Microsoft.ML.FluxTrainers;

/// <summary>The parameters and buffers of any network by name, in managed memory.</summary>
internal sealed record NetworkState(IReadOnlyList<StateTensor> Tensors)
{
    /// <summary>The numbers of a module, from whatever device it is on.</summary>
    /// <exception cref="NotSupportedException">A tensor is neither float32 nor int64.</exception>
    public static NetworkState Of(nn.Module module)
    {
        using var scope = NewDisposeScope();
        return new NetworkState([.. ModuleTensors.Of(module).Select(item => Copy(item.Name, item.Tensor))]);
    }

    /// <summary>The numbers of a network that is known as data.</summary>
    public static NetworkState Of(NetworkWeights weights)
    {
        var parameters = weights.Stack.Parameters.Select(slot => Slice(slot, weights.Parameters));
        var buffers = weights.Stack.Buffers.Select(slot => Slice(slot, weights.Buffers));
        var counters = weights.Stack.Counters.Select((name, index) => new StateTensor(name, [], new[] { weights.Counters[index] }));
        return new NetworkState([.. parameters, .. buffers, .. counters]);
    }

    /// <summary>Writes the numbers into a module with the same tensors, on whatever device it is.</summary>
    /// <exception cref="InvalidDataException">The module has other tensors.</exception>
    public void CopyTo(nn.Module module)
    {
        using var scope = NewDisposeScope();
        using var off = no_grad();
        var own = ModuleTensors.ByName(module);
        if (own.Count != Tensors.Count || !Tensors.All(tensor => Fits(tensor, own.GetValueOrDefault(tensor.Name))))
        {
            throw new InvalidDataException(
                $"The saved weights do not fit the network that its builder makes. Saved: {Describe(Tensors)}. "
                + $"Built: {string.Join(", ", own.Select(item => $"{item.Key} [{string.Join(", ", item.Value.shape)}]"))}.");
        }

        foreach (var item in Tensors)
        {
            var shape = item.Shape.ToArray();
            own[item.Name].copy_(item.Values is long[] numbers ? tensor(numbers, shape) : tensor((float[])item.Values, shape));
        }
    }

    /// <summary>Makes sure that the numbers of a module can be kept, before any time is spent on training it.</summary>
    /// <exception cref="NotSupportedException">A tensor is neither float32 nor int64.</exception>
    public static void Check(nn.Module module)
    {
        foreach (var (name, tensor) in ModuleTensors.Of(module))
        {
            if (tensor.dtype is not (ScalarType.Float32 or ScalarType.Int64))
            {
                throw Unsupported(name, tensor);
            }
        }
    }

    private static StateTensor Slice(TensorSlot slot, float[] flat) =>
        new(slot.Name, [.. slot.Shape.Select(size => (long)size)], flat[slot.Range]);

    private static StateTensor Copy(string name, Tensor tensor)
    {
        var bytes = tensor.detach().cpu().contiguous();
        Array values = tensor.dtype switch
        {
            ScalarType.Float32 => MemoryMarshal.Cast<byte, float>(bytes.bytes).ToArray(),
            ScalarType.Int64 => MemoryMarshal.Cast<byte, long>(bytes.bytes).ToArray(),
            _ => throw Unsupported(name, tensor),
        };
        return new StateTensor(name, [.. tensor.shape], values);
    }

    private static NotSupportedException Unsupported(string name, Tensor tensor) => new(
        $"Tensor '{name}' of the network has type {tensor.dtype}; networks of float32 numbers and int64 counters are supported. "
        + "Convert it where the network is built, e.g. with module.to(torch.float32).");

    private static bool Fits(StateTensor saved, Tensor? own) =>
        own is not null
        && own.shape.AsSpan().SequenceEqual(saved.Shape.ToArray())
        && own.dtype == (saved.Values is long[]? ScalarType.Int64 : ScalarType.Float32);

    private static string Describe(IEnumerable<StateTensor> tensors) =>
        string.Join(", ", tensors.Select(tensor => $"{tensor.Name} {tensor.Shape}"));
}
