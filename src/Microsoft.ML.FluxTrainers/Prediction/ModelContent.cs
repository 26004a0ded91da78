// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>What a manifest describes, made and found consistent.</summary>
/// <param name="Manifest">The manifest.</param>
/// <param name="Stack">The network as data, or null where only its builder can make it.</param>
/// <param name="Builder">The builder, or a stand-in where the network is known without it.</param>
internal sealed record ModelContent(ModelManifest Manifest, LayerStack? Stack, NetworkBuilder Builder)
{
    /// <summary>Makes the parts and checks that they fit each other.</summary>
    /// <exception cref="InvalidDataException">They do not, or a name is not registered. Other exceptions of code that turns
    /// text into objects may come too: the caller turns them into this one.</exception>
    public static ModelContent Of(ModelManifest manifest, NamedOptions names)
    {
        var stack = manifest.Stack is { } data ? OptionsJson.Read<LayerStack>(data, names, what: "The model's network") : null;
        var lookup = (manifest.Input as TableInput)?.Lookup;
        if (stack is not null)
        {
            Check(stack, lookup, manifest);
        }
        else if (lookup is not null && CategoryLookup.Alone(lookup) is var alone && ModelTensors.Claims(alone).Except(manifest.Tensors).Any())
        {
            throw DamagedModel.Because("its weights do not fit the categories of its input");
        }

        return new ModelContent(manifest, stack, manifest.ToBuilder(names, stack is not null));
    }

    private static void Check(LayerStack stack, EntityEmbeddingLayer? lookup, ModelManifest manifest)
    {
        var given = stack.OutputShape(manifest.Input.Shape(manifest.Target.Outputs).Row);
        if (!given.Equals([manifest.Target.Outputs]))
        {
            throw DamagedModel.Because($"its network gives rows of shape {given} where {manifest.Target.Outputs} numbers are needed");
        }

        if (lookup is not null && !lookup.Equals(stack.Layers[0].Layer))
        {
            throw DamagedModel.Because("its network does not look up the categories of its input");
        }

        var claims = manifest.Tensors.Where(tensor => ModelTensors.IsOfNetwork(tensor.Name));
        if (!ModelTensors.Claims(stack).ToHashSet().SetEquals(claims))
        {
            throw DamagedModel.Because("its weights do not fit its network");
        }
    }
}
