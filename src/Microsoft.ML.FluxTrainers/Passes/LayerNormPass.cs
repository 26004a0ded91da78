// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>The passes of a <see cref="LayerNormStep"/>.</summary>
internal sealed unsafe class LayerNormPass : LayerPass
{
    /// <summary>Numbers that the three parts of a backward pass take one after the other: as many as the nearest cache holds of input and gradient.</summary>
    private const int NumbersAtOnce = 2048;

    private readonly LayerNormStep _step;
    private readonly PassSite _site;
    private readonly PinnedFloats _means;
    private readonly PinnedFloats _inverses;
    private readonly PinnedFloats _ones; // where there are no scales
    private readonly PinnedFloats _zeros;

    public LayerNormPass(LayerNormStep step, PassSite site)
        : base(site.NewNumbers(step.Outputs), site.Before?.Gradient ?? site.NewTrainingNumbers(step.Outputs))
    {
        (_step, _site) = (step, site);
        (_means, _inverses) = (site.NewNumbers(step.Outputs / step.Width), site.NewNumbers(step.Outputs / step.Width));
        (_ones, _zeros) = (new PinnedFloats(step.Weight is null ? step.Width : 0), new PinnedFloats(step.Weight is null ? step.Width : 0));
        _ones.Span.Fill(1);
    }

    public override void Forward(float* input, int rows, PassContext context) => RowNorm.Forward(
        input, Stretches(rows), _step.Width, _step.Epsilon, Weight(context), _step.Bias is null ? _zeros.Start : context.At(_step.Bias), _means.Start, _inverses.Start, Output.Start);

    public override void Backward(float* input, int rows, float* inputGradient, PassContext context, float* gradient)
    {
        var (all, atOnce) = (Stretches(rows), Math.Max(1, NumbersAtOnce / _step.Width));
        for (var first = 0; first < all; first += atOnce)
        {
            var (count, place) = (Math.Min(atOnce, all - first), (nint)first * _step.Width);
            var means = _means.Span.Slice(first, count);
            var inverses = _inverses.Span.Slice(first, count);
            if (_site.HasGradient(_step.Weight))
            {
                RowNorm.AddWeightGradient(Gradient.Start + place, input + place, _step.Width, means, inverses, gradient + _step.Weight!.Offset);
            }

            if (_site.HasGradient(_step.Bias))
            {
                ColumnSums.Add(Gradient.Start + place, count, _step.Width, gradient + _step.Bias!.Offset);
            }

            if (inputGradient != null)
            {
                RowNorm.Backward(Gradient.Start + place, input + place, _step.Width, Weight(context), means, inverses, inputGradient + place);
            }
        }
    }

    private int Stretches(int rows) => rows * (_step.Outputs / _step.Width);

    private float* Weight(PassContext context) => _step.Weight is null ? _ones.Start : context.At(_step.Weight);
}
