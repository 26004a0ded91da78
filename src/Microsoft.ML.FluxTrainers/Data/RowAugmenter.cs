// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Varies the inputs of training rows at random, anew each time that they are trained on.</summary>
internal abstract class RowAugmenter
{
    /// <summary>Varies all rows of a block, in their order.</summary>
    /// <param name="block">The rows.</param>
    /// <param name="random">The stream "augmentation" of the fit.</param>
    public void Apply(TrainingBlock block, RandomStream random)
    {
        for (var row = 0; row < block.Rows; row++)
        {
            Apply(block.Features.Span.Slice(row * block.Inputs, block.Inputs), random);
        }
    }

    /// <summary>Varies one row.</summary>
    /// <param name="row">The inputs as the network gets them; changed in place.</param>
    /// <param name="random">Where the variation is drawn from.</param>
    public abstract void Apply(Span<float> row, RandomStream random);
}
