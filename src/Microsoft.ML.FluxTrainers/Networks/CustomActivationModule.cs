// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Microsoft.ML.FluxTrainers;

/// <summary>A custom activation as a layer of a torch module.</summary>
internal sealed class CustomActivationModule(CustomActivation activation, Func<Tensor, Tensor> function)
    : ParameterLessModule<Tensor, Tensor>(activation.Name)
{
    public CustomActivation Activation => activation;

    public override Tensor forward(Tensor input)
    {
        var output = function(input);

        // Sequential disposes a layer's input once it has the output.
        return ReferenceEquals(output, input) ? input.alias() : output;
    }
}
