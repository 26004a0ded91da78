// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Runtime.CompilerServices;

namespace Microsoft.ML.FluxTrainers;

/// <summary>The passes of a <see cref="BatchNormStep"/>.</summary>
/// <remarks>
/// With n positions, mean m, r = 1 / sqrt(variance + epsilon), z = (x - m) r and y = w z + b, let D be the gradient of y. The gradient of b is sum(D), that of w is sum(D z). Where m and r are
/// those of the batch, each z of a channel depends on all of its x, so that the gradient of x is w r (D - sum(D) / n - z sum(D z) / n); where they are kept, it is w r D.
/// </remarks>
internal sealed unsafe class BatchNormPass : LayerPass
{
    private readonly BatchNormStep _step;
    private readonly PassSite _site;
    private readonly bool _isFrozen;
    private readonly WideRows _wide;
    private readonly PinnedFloats _center; // m; these are wide rows
    private readonly PinnedFloats _scale; // w r
    private readonly PinnedFloats _shift; // b
    private readonly PinnedFloats _slope; // what x - m is multiplied by in the gradient of x
    private readonly PinnedFloats _constant; // what is added there
    private readonly double[] _sums;
    private readonly double[] _products;
    private readonly float[] _inverse; // r, one number a channel
    private bool _isByBatch;

    public BatchNormPass(BatchNormStep step, PassSite site)
        : base(site.NewNumbers(step.Outputs), site.Before?.Gradient ?? site.NewTrainingNumbers(step.Outputs))
    {
        (_step, _site, _wide, _isFrozen) = (step, site, new WideRows(step.Channels), !step.NeedsWholeBatch(site.TrainedCount));
        var (width, trainingWidth) = (_wide.Width, site.ForScoring ? 0 : _wide.Width);
        (_center, _scale, _shift) = (new PinnedFloats(width), new PinnedFloats(width), new PinnedFloats(width));
        (_slope, _constant) = (new PinnedFloats(trainingWidth), new PinnedFloats(trainingWidth));
        (_sums, _products, _inverse) = (new double[trainingWidth], new double[trainingWidth], new float[step.Channels]);
    }

    public override void Prepare(PassContext context)
    {
        if (_site.ForScoring)
        {
            TakeKept(context);
        }
    }

    public override void Forward(float* input, int rows, PassContext context)
    {
        _isByBatch = context.Norms is not null && !_isFrozen && !(rows == 1 && _step.KeepsOneRow);
        if (_isByBatch)
        {
            TakeBatch(input, rows, context);
        }
        else if (!_site.ForScoring)
        {
            TakeKept(context);
        }

        ChannelNorm.Apply(input, rows * _step.Outputs, _wide.Width, _center.Start, _scale.Start, _shift.Start, Output.Start);
    }

    public override void Backward(float* input, int rows, float* inputGradient, PassContext context, float* gradient)
    {
        var count = rows * _step.Outputs;
        if (!_isFrozen)
        {
            ChannelSums.OfProducts(Gradient.Start, input, count, _wide.Width, _center.Start, _sums, _products);
            _wide.Collapse(_sums);
            _wide.Collapse(_products);
            AddGradients(gradient);
        }

        if (inputGradient != null)
        {
            SetSlopes(rows * _step.Pixels);
            ChannelNorm.Combine(
                Gradient.Start, input, count, _wide.Width, _center.Start, _scale.Start, _slope.Start, _constant.Start, inputGradient);
        }
    }

    /// <summary>Takes mean and variance of the batch, and counts them in the averages.</summary>
    private void TakeBatch(float* input, int rows, PassContext context)
    {
        var (count, positions) = (rows * _step.Outputs, rows * _step.Pixels);
        var center = _center.Span[.._step.Channels];
        new ReadOnlySpan<float>(input, _step.Channels).CopyTo(center); // distances from the first position find the mean, also of large numbers that hardly differ
        _wide.Repeat(_center.Span);
        ChannelSums.OfDeviations(input, count, _wide.Width, _center.Start, _sums, _products);
        _wide.Collapse(_sums);
        ChannelMoments.Center(_sums, positions, center);
        _wide.Repeat(_center.Span);
        ChannelSums.OfDeviations(input, count, _wide.Width, _center.Start, _sums, _products);
        _wide.Collapse(_products);
        ChannelMoments.Invert(_products, positions, _step.Epsilon, _inverse);
        var (counters, momentum) = context.Norms!.Value;
        ChannelMoments.Average(center, _products, positions, momentum ?? _step.Momentum, Kept(context, _step.Mean), Kept(context, _step.Variance));
        counters[_step.Counter.Offset]++;
        SetScales(context);
    }

    /// <summary>Takes the averages that were kept.</summary>
    private void TakeKept(PassContext context)
    {
        Kept(context, _step.Mean).CopyTo(_center.Span);
        _wide.Repeat(_center.Span);
        ChannelMoments.Invert(Kept(context, _step.Variance), _step.Epsilon, _inverse);
        SetScales(context);
    }

    private void SetScales(PassContext context)
    {
        var scale = _scale.Span[.._step.Channels];
        _inverse.CopyTo(scale);
        if (_step.Weight is { } weight)
        {
            VectorLoops.Multiply(_inverse, new ReadOnlySpan<float>(context.At(weight), _step.Channels), scale);
            new ReadOnlySpan<float>(context.At(_step.Bias), _step.Channels).CopyTo(_shift.Span);
        }

        _wide.Repeat(_scale.Span);
        _wide.Repeat(_shift.Span);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // for each batch, of which a short fit has few before .NET compiles with care
    private void AddGradients(float* gradient)
    {
        for (var channel = 0; _site.HasGradient(_step.Weight) && channel < _step.Channels; channel++)
        {
            gradient[_step.Weight!.Offset + channel] += (float)_products[channel] * _inverse[channel];
        }

        for (var channel = 0; _site.HasGradient(_step.Bias) && channel < _step.Channels; channel++)
        {
            gradient[_step.Bias!.Offset + channel] += (float)_sums[channel];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // likewise
    private void SetSlopes(int positions)
    {
        for (var channel = 0; channel < _step.Channels; channel++)
        {
            var share = _isByBatch ? -_scale.Span[channel] / positions : 0;
            _slope.Span[channel] = share * _inverse[channel] * _inverse[channel] * (float)_products[channel];
            _constant.Span[channel] = share * (float)_sums[channel];
        }

        _wide.Repeat(_slope.Span);
        _wide.Repeat(_constant.Span);
    }

    private Span<float> Kept(PassContext context, TensorSlot slot) => new(context.Buffers + slot.Offset, _step.Channels);
}
