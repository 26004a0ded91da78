// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using TorchSharp;

namespace Microsoft.ML.FluxTrainers;

/// <summary>How far a network's outputs are from the targets: one value for each row.</summary>
/// <remarks>
/// The trainer weights the rows and takes the mean, so a loss neither knows weights nor reduces. Losses for classes are
/// <see cref="CrossEntropy"/>, <see cref="FocalLoss"/> and any function of your own by <see cref="From"/>; for labels that are each
/// true or false, <see cref="BinaryCrossEntropy"/>; for numbers, <see cref="MeanSquaredError"/>,
/// <see cref="MeanAbsoluteError"/>, <see cref="HuberLoss"/>, <see cref="QuantileLoss"/>, <see cref="GaussianLoss"/>,
/// <see cref="PoissonLoss"/> and <see cref="TweedieLoss"/>.
/// </remarks>
[OptionFamily]
public abstract record Loss
{
    private protected Loss()
    {
    }

    /// <summary>What the loss compares the outputs with.</summary>
    internal abstract TargetType TargetType { get; }

    /// <summary>What turns the raw outputs, on which this loss works, into scores.</summary>
    internal abstract OutputActivation OutputActivation { get; }

    /// <summary>How many outputs the network has for each target number. With several targets, those of the first come first.</summary>
    internal virtual int OutputsPerTarget => 1;

    /// <summary>A loss of your own for classes.</summary>
    /// <param name="name">
    /// Stands for the function: two losses of the same name are equal, and a saved model knows the loss by it. Not empty.
    /// </param>
    /// <param name="perRow">
    /// From the network's raw outputs (before softmax), float32 [rows, classes], and the class of each row, int64 [rows] from 0,
    /// to one value for each row, floating point [rows], in operations that torch can differentiate. Both tensors remain the
    /// caller's; what the function creates is freed by the trainer.
    /// </param>
    /// <returns>A loss that checks the shape of each result; scores are the softmax of the outputs.</returns>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    /// <exception cref="ArgumentNullException">The function is null.</exception>
    public static Loss From(string name, Func<torch.Tensor, torch.Tensor, torch.Tensor> perRow) => new CustomLoss(name, perRow);

    /// <summary>The loss of each row.</summary>
    /// <param name="outputs">The network's raw outputs, float32 [rows, outputs].</param>
    /// <param name="targets">The targets, of type and shape <see cref="TargetType"/>.</param>
    /// <returns>float32 [rows], which the caller's dispose scope owns.</returns>
    internal abstract torch.Tensor PerRow(torch.Tensor outputs, torch.Tensor targets);

    /// <summary>The loss and its derivative in managed code, or null where only torch has them.</summary>
    internal virtual DenseLoss? Managed => null;
}
