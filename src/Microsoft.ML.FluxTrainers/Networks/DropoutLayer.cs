// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using static TorchSharp.torch;

namespace Microsoft.ML.FluxTrainers;

/// <summary>In training, sets numbers to 0 at random and scales the others up; in use, does nothing.</summary>
/// <param name="Probability">The probability of a 0, from 0 to below 1. Default 0.5.</param>
/// <exception cref="ArgumentOutOfRangeException">The probability is out of its range.</exception>
/// <remarks>Srivastava et al. (2014), "Dropout", JMLR 15.</remarks>
public sealed record DropoutLayer(double Probability = 0.5) : Layer
{
    /// <summary>The probability of a 0, from 0 to below 1. Default 0.5.</summary>
    public double Probability { get; init => field = Guard.BelowOne(value); } = Guard.BelowOne(Probability);

    internal override ValueList<int> OutputShape(string name, ValueList<int> input) => input;

    internal override nn.Module<Tensor, Tensor> ToModule(RandomStream? dropout) =>
        dropout is null ? nn.Dropout(Probability) : new StreamDropout(Probability, dropout);
}
