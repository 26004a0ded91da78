// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace Microsoft.ML.FluxTrainers;

/// <summary>All numbers of a network in managed memory, laid out as its <see cref="LayerStack"/> says.</summary>
internal sealed class NetworkWeights
{
    public NetworkWeights(LayerStack stack)
    {
        Stack = stack;
        Parameters = new float[stack.ParameterCount];
        Buffers = new float[stack.BufferCount];
        Counters = new long[stack.Counters.Count];
    }

    public LayerStack Stack { get; }

    /// <summary>The trained numbers.</summary>
    public float[] Parameters { get; }

    /// <summary>The numbers of <see cref="LayerStack.Buffers"/>.</summary>
    public float[] Buffers { get; }

    /// <summary>The numbers of <see cref="LayerStack.Counters"/>.</summary>
    public long[] Counters { get; }

    /// <summary>The weights of a network before training.</summary>
    public static NetworkWeights Initial(LayerStack stack, RandomStream random, WeightInitialization? rule = null)
    {
        var weights = new NetworkWeights(stack);
        stack.Initialize(weights.Parameters, random, rule ?? WeightInitialization.Default);
        stack.InitializeBuffers(weights.Buffers);
        return weights;
    }

    /// <summary>The weights of a module that the stack describes, from whatever device it is on.</summary>
    public static NetworkWeights Read(LayerStack stack, nn.Module module)
    {
        using var scope = NewDisposeScope();
        var weights = new NetworkWeights(stack);
        var tensors = ModuleTensors.ByName(module);
        foreach (var slot in stack.Parameters)
        {
            Numbers<float>(tensors[slot.Name], ScalarType.Float32).CopyTo(weights.Parameters.AsSpan(slot.Range));
        }

        foreach (var slot in stack.Buffers)
        {
            Numbers<float>(tensors[slot.Name], ScalarType.Float32).CopyTo(weights.Buffers.AsSpan(slot.Range));
        }

        var counters = stack.Counters;
        for (var index = 0; index < counters.Count; index++)
        {
            weights.Counters[index] = Numbers<long>(tensors[counters[index]], ScalarType.Int64)[0];
        }

        return weights;
    }

    /// <summary>Takes over all numbers of a state of the same network: parameters, buffers, counters.</summary>
    public void CopyFrom(NetworkState state)
    {
        var (parameters, buffers) = (Stack.Parameters, Stack.Buffers);
        for (var index = 0; index < state.Tensors.Count; index++)
        {
            var values = state.Tensors[index].Values;
            if (index < parameters.Count)
            {
                ((float[])values).CopyTo(Parameters.AsSpan(parameters[index].Range));
            }
            else if (index < parameters.Count + buffers.Count)
            {
                ((float[])values).CopyTo(Buffers.AsSpan(buffers[index - parameters.Count].Range));
            }
            else
            {
                Counters[index - parameters.Count - buffers.Count] = ((long[])values)[0];
            }
        }
    }

    /// <summary>Writes the weights into a module that the stack describes, on whatever device it is.</summary>
    public void CopyTo(nn.Module module)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        var tensors = ModuleTensors.ByName(module);
        foreach (var slot in Stack.Parameters)
        {
            tensors[slot.Name].copy_(tensor(Parameters[slot.Range], tensors[slot.Name].shape));
        }

        foreach (var slot in Stack.Buffers)
        {
            tensors[slot.Name].copy_(tensor(Buffers[slot.Range], tensors[slot.Name].shape));
        }

        var counters = Stack.Counters;
        for (var index = 0; index < counters.Count; index++)
        {
            tensors[counters[index]].copy_(tensor(Counters[index]));
        }
    }

    private static Span<T> Numbers<T>(Tensor tensor, ScalarType type)
        where T : unmanaged =>
        MemoryMarshal.Cast<byte, T>(tensor.detach().to(type, CPU).contiguous().bytes);
}
