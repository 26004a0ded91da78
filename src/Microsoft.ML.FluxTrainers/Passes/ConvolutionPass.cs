// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>The passes of a <see cref="ConvolutionStep"/>.</summary>
/// <remarks>
/// The gradient of the input is a convolution, too: of the gradient of the output, with zeros around its pixels and, where the window takes longer steps than one,
/// between them, by the weights in reverse (Dumoulin and Visin 2016, "A guide to convolution arithmetic for deep learning", section 4).
/// </remarks>
internal sealed unsafe class ConvolutionPass : LayerPass
{
    private readonly ConvolutionStep _step;
    private readonly PassSite _site;
    private readonly Correlation _forward;
    private readonly PinnedFloats _weights;
    private readonly PinnedFloats _weightGradient;
    private Correlation? _backward; // made when it is first needed: the first layer of a network has no use for it
    private PinnedFloats? _reversed;

    public ConvolutionPass(ConvolutionStep step, PassSite site)
        : base(site.NewNumbers(step.Outputs), site.NewTrainingNumbers(step.Outputs))
    {
        (_step, _site) = (step, site);
        var window = step.Window;
        _forward = new Correlation(
            window.Channels, step.Channels, window.Vertical, window.Horizontal, (Padded(window.Vertical), Padded(window.Horizontal)), site.Capacity);
        _weights = new PinnedFloats(step.Weight.Count);
        _weightGradient = new PinnedFloats(site.ForScoring ? 0 : step.Weight.Count);
    }

    public override void Prepare(PassContext context) =>
        WindowWeights.Arrange(context.At(_step.Weight), _step.Channels, _step.Window.Channels, _step.Window.Cells, _weights.Start);

    public override void Forward(float* input, int rows, PassContext context) =>
        _forward.Multiply(input, rows, _weights.Start, context.At(_step.Bias), Output.Start);

    public override void Backward(float* input, int rows, float* inputGradient, PassContext context, float* gradient)
    {
        var window = _step.Window;
        if (_site.HasGradient(_step.Weight))
        {
            _weightGradient.Span.Clear();
            _forward.AddWeightGradient(input, rows, Gradient.Start, _weightGradient.Start);
            WindowWeights.AddBack(_weightGradient.Start, _step.Channels, window.Channels, window.Cells, gradient + _step.Weight.Offset);
        }

        if (_site.HasGradient(_step.Bias))
        {
            ColumnSums.Add(Gradient.Start, rows * window.Positions, _step.Channels, gradient + _step.Bias!.Offset);
        }

        if (inputGradient != null)
        {
            _backward ??= new Correlation(
                _step.Channels, window.Channels, Reversed(window.Vertical), Reversed(window.Horizontal), (Spread(window.Vertical), Spread(window.Horizontal)), _site.Capacity);
            _reversed ??= new PinnedFloats(_weights.Length);
            WindowWeights.Reverse(context.At(_step.Weight), _step.Channels, window.Channels, window.Cells, _reversed.Start);
            _backward.Multiply(Gradient.Start, rows, _reversed.Start, null, inputGradient);
        }
    }

    private static SpreadAxis Padded(WindowAxis axis) => new(axis.Size, axis.Padding, 1, axis.Size + (2 * axis.Padding));

    /// <summary>The window over the gradient of the output: it gives a number for each pixel of the input.</summary>
    private static WindowAxis Reversed(WindowAxis axis) => axis with { Size = axis.Size + axis.Reach, Positions = axis.Size, Stride = 1, Padding = 0 };

    /// <summary>The gradient of the output with the zeros that this takes.</summary>
    private static SpreadAxis Spread(WindowAxis axis) => new(axis.Positions, axis.Reach - axis.Padding, axis.Stride, axis.Size + axis.Reach);
}
