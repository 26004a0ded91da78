// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>What builders make of data that are images, or are not.</summary>
internal static class ImageRows
{
    /// <summary>The layer that makes vectors of images; none where rows are vectors.</summary>
    public static IEnumerable<NamedLayer> ToVectors(NetworkShape shape) =>
        shape.Row.Count == 3 ? [new("flatten", new FlattenLayer())] : [];

    /// <summary>Makes sure that rows are images.</summary>
    /// <exception cref="InvalidOperationException">They are not.</exception>
    public static void Require(NetworkShape shape, string builder)
    {
        if (shape.Row.Count != 3)
        {
            throw new InvalidOperationException(
                $"{builder} makes networks for images, but a row is a vector of {shape.Inputs} numbers without height and width. "
                + $"Take {nameof(MlpBuilder)} for vectors.");
        }
    }
}
