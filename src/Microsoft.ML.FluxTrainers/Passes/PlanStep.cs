// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>One step of a <see cref="NetworkPlan"/>: its settings, without memory.</summary>
/// <param name="Outputs">The numbers that go out for a row.</param>
internal abstract record PlanStep(int Outputs)
{
    /// <summary>The tensors that it learns.</summary>
    public virtual IEnumerable<TensorSlot> Parameters => [];

    /// <summary>The multiply-adds of a row's forward pass; 0 for what costs next to nothing.</summary>
    public virtual double MultiplyAdds => 0;

    /// <summary>How many numbers it keeps of a row's forward pass.</summary>
    public virtual long Activations => Outputs;

    /// <summary>Whether it convolves images.</summary>
    public virtual bool HasConvolutions => false;

    /// <summary>Whether a row's outputs depend on the other rows of its batch in training, so that the batch may not be cut into shares.</summary>
    /// <param name="trainedCount">How many of the flat parameters have a gradient: the first.</param>
    public virtual bool NeedsWholeBatch(int trainedCount) => false;

    /// <summary>Its arithmetic, with memory for a batch.</summary>
    /// <param name="site">Where it takes place.</param>
    public abstract LayerPass NewPass(PassSite site);
}
