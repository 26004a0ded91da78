// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Weights to start a training from, in a file in the safetensors format: of networks that others trained,
/// such as torchvision's, or of a model of this library (<c>SaveWeights</c>).</summary>
/// <param name="Path">The file, absolute or relative to the current directory, not empty. It is read at each fit.</param>
/// <exception cref="ArgumentException">The path is empty.</exception>
/// <remarks>
/// Each tensor of the file that has the name and shape of a parameter or buffer of the network is loaded after the builder's
/// initial weights were drawn; floats of 16 and 64 bits are converted. What the file does not hold keeps its initial value, and
/// what the network does not have is left out; the log counts both. A tensor of a known name but another shape is an error,
/// and so is a file without any tensor that fits. Options and their JSON hold the path, a trained model holds neither.
/// </remarks>
public sealed record PretrainedWeights(string Path)
{
    /// <summary>The file, not empty.</summary>
    public string Path { get; init => field = Guard.NotEmpty(value); } = Guard.NotEmpty(Path);

    /// <summary>Whether the output layer, to which the network's last parameter belongs, keeps its initial weights where the file
    /// has them in another shape, since it was trained for other outputs; otherwise that is an error too. Default
    /// true.</summary>
    public bool ExceptOutput { get; init; } = true;

    /// <summary>Makes sure that there is a file.</summary>
    /// <exception cref="FileNotFoundException">There is none.</exception>
    internal void CheckExists()
    {
        if (!File.Exists(Path))
        {
            throw new FileNotFoundException(
                $"The file of pretrained weights '{Path}' does not exist (looked for in {Directory.GetCurrentDirectory()}). "
                + "Give the path of a safetensors file.",
                Path);
        }
    }
}
