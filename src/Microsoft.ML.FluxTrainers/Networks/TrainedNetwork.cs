// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using static TorchSharp.torch;

namespace Microsoft.ML.FluxTrainers;

/// <summary>A network and its weights in managed memory: it becomes a module when one is needed.</summary>
/// <param name="Builder">What made it.</param>
/// <param name="Shape">The sizes that the data fixed.</param>
/// <param name="Stack">The network as data, or null where only the builder can make it again.</param>
/// <param name="State">Its weights.</param>
internal sealed record TrainedNetwork(NetworkBuilder Builder, NetworkShape Shape, LayerStack? Stack, NetworkState State)
{
    /// <summary>The network as a module in evaluation mode on the CPU, which the caller disposes.</summary>
    public nn.Module<Tensor, Tensor> CreateModule() => Create(Stack);

    /// <summary>The same with layers in the order in which they take the least time.</summary>
    public nn.Module<Tensor, Tensor> CreateFastModule() => Create(Stack is null ? null : PoolingFirst.Of(Stack));

    private nn.Module<Tensor, Tensor> Create(LayerStack? stack)
    {
        var module = stack?.ToModule() ?? Build();
        try
        {
            State.CopyTo(module);
            module.eval();
            return module;
        }
        catch
        {
            module.Dispose();
            throw;
        }
    }

    /// <summary>How many numbers the layers give for one row.</summary>
    /// <param name="module">The network as a module; it is left as it is.</param>
    public long ActivationsPerRow(nn.Module<Tensor, Tensor> module) =>
        Stack?.ActivationsPerRow(Shape.Row) ?? ActivationCount.PerRow(module, Shape.Row);

    /// <summary>A table of layers, output shapes and numbers of parameters.</summary>
    public string Summary()
    {
        if (Stack is not null)
        {
            return Stack.Summary(Shape.Row);
        }

        using var module = CreateModule();
        return ModuleSummary.Of(module, Shape.Row);
    }

    /// <summary>The builder draws initial weights, which are overwritten: from a generator that nobody else sees.</summary>
    private nn.Module<Tensor, Tensor> Build()
    {
        using var random = new TorchRandomScope(0);
        return CategoryLookup.InFrontOf(NewModule.Checked(Builder.Build(Shape.ForBuilder), Builder.ToString(), hasTensors: State.Tensors.Count > 0), Shape);
    }
}
