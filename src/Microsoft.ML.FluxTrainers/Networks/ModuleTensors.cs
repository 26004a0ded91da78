// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using static TorchSharp.torch;

namespace Microsoft.ML.FluxTrainers;

/// <summary>The tensors of a module by the names that its state dict has.</summary>
internal static class ModuleTensors
{
    /// <summary>The parameters, then the buffers.</summary>
    public static IEnumerable<(string Name, Tensor Tensor)> Of(nn.Module module) =>
        module.named_parameters().Select(item => (item.name, (Tensor)item.parameter))
            .Concat(module.named_buffers().Select(item => (item.name, item.buffer)));

    /// <summary>The same by name.</summary>
    public static Dictionary<string, Tensor> ByName(nn.Module module) => Of(module).ToDictionary(item => item.Name, item => item.Tensor);
}
