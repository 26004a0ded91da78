// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using static System.FormattableString;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Stops when the loss is too far above the best for the progress of the training, or when there is none.</summary>
/// <param name="Ratio">The quotient that stops, greater than 0. Default 0.75.</param>
/// <remarks>
/// <para>
/// With M the mean and m the minimum of the last <see cref="Window"/> training losses, the progress is P = 1000 (M - m) / |m|.
/// Stops when P is not greater than <see cref="Tolerance"/>, or when GL / P, with GL as in <see cref="GeneralizationLoss"/>, is
/// greater than <see cref="Ratio"/>. Never stops before there are that many training losses.
/// </para>
/// <para>
/// Criterion PQ of L. Prechelt (1998), "Early Stopping - But When?", in Neural Networks: Tricks of the Trade, Springer, pages
/// 55-69, where the window is the epochs between two validations; here it is fixed, as in MLJ. MLJ's window of Inf, with which PQ
/// never stops, does not exist.
/// </para>
/// </remarks>
/// <exception cref="ArgumentOutOfRangeException">The ratio is not a finite number greater than 0.</exception>
public sealed record ProgressQuotient(double Ratio = 0.75) : StoppingCriterion
{
    private const double MachineEpsilon = 1.0 / (1L << 52);

    /// <summary>The quotient that stops, greater than 0. Default 0.75.</summary>
    public double Ratio { get; init => field = Guard.Positive(value); } = Guard.Positive(Ratio);

    /// <summary>How many of the last training losses measure the progress, at least 2. Default 5.</summary>
    public int Window { get; init => field = Guard.AtLeast(2, value); } = 5;

    /// <summary>The progress that counts as none, in thousandths of the least loss, greater than 0. Default 2^-52.</summary>
    public double Tolerance { get; init => field = Guard.Positive(value); } = MachineEpsilon;

    internal override string? Reason(LossTrace losses)
    {
        if (losses.OutOfSample.IsEmpty || losses.Training.Length < Window)
        {
            return null;
        }

        var progress = Progress(losses.Training.Span[^Window..]);
        var quotient = GeneralizationLoss.Of(losses.OutOfSample.Span) / progress;
        return !(progress > Tolerance) ? Invariant($"the training loss made no progress in {Window} epochs")
            : quotient > Ratio ? Invariant($"the excess of the {losses.LossName} is {quotient:G4} times the training progress")
            : null;
    }

    internal override string Describe() => Invariant($"ProgressQuotient({Ratio})");

    private static double Progress(ReadOnlySpan<double> losses)
    {
        var (sum, least) = (0.0, losses[0]);
        foreach (var loss in losses)
        {
            sum += loss;
            least = Math.Min(least, loss);
        }

        return 1000 * ((sum / losses.Length) - least) / Math.Abs(least);
    }
}
