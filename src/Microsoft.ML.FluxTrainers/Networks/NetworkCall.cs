// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Runs a user's own module, which may do other things in training, or with other numbers of rows, than when <see cref="NetworkCheck"/> tried it.</summary>
/// <remarks>Outputs of another shape are not left to the loss: there [n] and [n, 1] would become [n, n] without a word.</remarks>
internal static class NetworkCall
{
    /// <summary>The outputs, one row for each row of the input.</summary>
    /// <param name="module">The module.</param>
    /// <param name="input">The rows.</param>
    /// <param name="outputs">How many numbers a row has to become.</param>
    /// <param name="network">What messages call the network.</param>
    /// <exception cref="InvalidOperationException">Torch refuses what the module does, or its output has another shape. What the user's code throws stays as it is.</exception>
    public static Tensor Run(nn.Module<Tensor, Tensor> module, Tensor input, int outputs, string network)
    {
        Tensor? output;
        try
        {
            output = module.call(input);
        }
        catch (ExternalException exception)
        {
            throw new InvalidOperationException(
                $"The network of {network} fails {Where(module, input)}: {TorchErrors.FirstLine(exception)}", exception);
        }

        return output is not null && output.shape is [var rows, var width] && rows == input.shape[0] && width == outputs
            ? output
            : throw new InvalidOperationException(
                $"The network of {network} gives {(output is null ? "null" : Text(output))} {Where(module, input)}, but the data needs [{input.shape[0]}, {outputs}].");
    }

    private static string Where(nn.Module module, Tensor input) =>
        $"{(module.training ? "in training" : "outside of training")}, for an input of {Text(input)}, though not for the two rows that it was tried on";

    private static string Text(Tensor tensor) => $"[{string.Join(", ", tensor.shape)}]";
}
