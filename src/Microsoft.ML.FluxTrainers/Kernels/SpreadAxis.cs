// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>How the pixels of an image are spread over a larger one, along its height or its width.</summary>
/// <param name="Pixels">The pixels there are.</param>
/// <param name="Before">The room before the first one.</param>
/// <param name="Step">From one to the next: 1 where they stay side by side.</param>
/// <param name="Size">The size of the larger image.</param>
internal readonly record struct SpreadAxis(int Pixels, int Before, int Step, int Size)
{
    /// <summary>Whether the image stays as it is.</summary>
    public bool IsSame => Size == Pixels;
}
