// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Reads the settings of one TorchSharp activation.</summary>
/// <remarks>Whether it works in place does not matter: its output is the same.</remarks>
internal static class ActivationReader
{
    /// <summary>The activation, or null and what is unusual, as the end of a sentence about the layer.</summary>
    public static Activation? Read(nn.Module module, out string why)
    {
        why = module switch
        {
            GELU => "has approximate = tanh",
            Softplus => "has a beta or threshold of its own",
            LeakyReLU or ELU => "has a setting that is not finite",
            _ => "is no standard layer",
        };
        return module switch
        {
            ReLU => Activation.ReLU,
            Sigmoid => Activation.Sigmoid,
            Tanh => Activation.Tanh,
            GELU { approximate: GELU.Approximate.none } => Activation.GELU,
            SiLU => Activation.SiLU,
            Mish => Activation.Mish,
            SELU => Activation.SELU,
            Softplus { beta: 1, threshold: 20 } => Activation.Softplus,
            Identity => Activation.Identity,
            LeakyReLU leaky when double.IsFinite(leaky.negative_slope) => Activation.LeakyReLU(leaky.negative_slope),
            ELU elu when double.IsFinite(elu.alpha) => Activation.ELU(elu.alpha),
            CustomActivationModule custom => custom.Activation,
            _ => null,
        };
    }
}
