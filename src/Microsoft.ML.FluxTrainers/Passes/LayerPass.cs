// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>The arithmetic of one step of a network, forward and backward, with memory for a batch.</summary>
/// <param name="output">What <see cref="Forward"/> gives. A pass may work in place of the one before it, so none but an activation may read its own output in <see cref="Backward"/>.</param>
/// <param name="gradient">The gradient of that.</param>
internal abstract unsafe class LayerPass(PinnedFloats output, PinnedFloats gradient)
{
    /// <summary>The outputs, row after row.</summary>
    public PinnedFloats Output => output;

    /// <summary>Their gradient, which the pass behind this one leaves here.</summary>
    public PinnedFloats Gradient => gradient;

    /// <summary>The chains that it is made of; none for most.</summary>
    public virtual IEnumerable<PassChain> Inner => [];

    /// <summary>Lays parameters out as the pass needs them; called whenever they have changed.</summary>
    public virtual void Prepare(PassContext context)
    {
    }

    /// <summary>Computes the outputs of some rows.</summary>
    /// <param name="input">The rows, one after the other.</param>
    /// <param name="rows">How many.</param>
    /// <param name="context">Parameters, and masks in training.</param>
    public abstract void Forward(float* input, int rows, PassContext context);

    /// <summary>Adds the gradients of its parameters and computes that of its input, after <see cref="Forward"/> with the same rows.</summary>
    /// <param name="input">The rows.</param>
    /// <param name="rows">How many.</param>
    /// <param name="inputGradient">Receives the gradient of the rows, maybe in place of that of the outputs; null where it is not needed.</param>
    /// <param name="context">As in <see cref="Forward"/>.</param>
    /// <param name="gradient">The flat gradients, which are added to.</param>
    public abstract void Backward(float* input, int rows, float* inputGradient, PassContext context, float* gradient);
}
