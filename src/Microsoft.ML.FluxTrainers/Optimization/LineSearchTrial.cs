// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>A length that a line search tried, and what the loss and its gradient were there.</summary>
/// <param name="gradient">Memory for the gradient, which this object owns from now on.</param>
internal sealed class LineSearchTrial(FlatVector gradient) : IDisposable
{
    public double Length { get; private set; }

    public double Loss { get; private set; }

    /// <summary>The derivative of the loss along the direction.</summary>
    public double Slope { get; private set; }

    public FlatVector Gradient => gradient;

    public void Set(double length, double loss, double slope, FlatVector values)
    {
        (Length, Loss, Slope) = (length, loss, slope);
        gradient.CopyFrom(values);
    }

    /// <summary>Where the cubic through two trials, with their slopes, is least, held within the bounds.</summary>
    /// <remarks>Nocedal and Wright (2006), equation 3.59. Without a minimum, or with values that are not finite, it is the
    /// middle.</remarks>
    public static double CubicMinimum(LineSearchTrial a, LineSearchTrial b, double lowest, double highest)
    {
        var (left, right) = a.Length <= b.Length ? (a, b) : (b, a);
        var first = a.Slope + b.Slope - (3 * (a.Loss - b.Loss) / (a.Length - b.Length));
        var second = Math.Sqrt((first * first) - (a.Slope * b.Slope));
        var share = (right.Slope + second - first) / (right.Slope - left.Slope + (2 * second));
        var minimum = right.Length - ((right.Length - left.Length) * share);
        return double.IsNaN(minimum) ? (lowest + highest) / 2 : Math.Clamp(minimum, lowest, highest);
    }

    public void Dispose() => gradient.Dispose();
}
