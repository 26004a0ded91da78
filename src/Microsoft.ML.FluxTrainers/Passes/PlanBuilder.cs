// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Makes the steps of a <see cref="NetworkPlan"/> of layers, one by one.</summary>
/// <param name="row">The shape of an input row.</param>
/// <param name="slots">Where parameters, buffers and counters lie, each kind in a vector of its own, by name.</param>
internal sealed class PlanBuilder(ValueList<int> row, IReadOnlyDictionary<string, TensorSlot> slots)
{
    private readonly List<PlanStep> _steps = [];
    private ValueList<int> _row = row;
    private bool _channelsLast;
    private bool _isInner; // what comes in has a gradient

    /// <summary>Adds a layer.</summary>
    /// <returns>Whether the managed kernels know it.</returns>
    public bool TryAdd(string name, Layer layer)
    {
        var output = layer.OutputShape(name, _row);
        switch (layer)
        {
            case LinearLayer linear when _row.Count == 1:
                _steps.Add(new LinearStep(linear.Inputs, linear.Outputs, slots[$"{name}.weight"], slots.GetValueOrDefault($"{name}.bias")));
                break;
            case EntityEmbeddingLayer embedding when _steps.Count == 0 && !_isInner: // ids have no gradient
                _steps.Add(EmbeddingStep.Of(embedding, slot => slots[$"{name}.{slot.Table}"]));
                break;
            case ActivationLayer activation:
                return TryAddActivation(name, activation.Activation, output);
            case DropoutLayer dropout:
                PutChannels(last: false); // masks are drawn in PyTorch's order
                _steps.Add(new DropoutStep(ShapeSize.Of(_row), dropout.Probability));
                break;
            case FlattenLayer or UnflattenLayer:
                PutChannels(last: false);
                break;
            case LayerNormLayer norm:
                PutChannels(last: false);
                _steps.Add(new LayerNormStep(
                    ShapeSize.Of(_row), ShapeSize.Of(norm.Shape), norm.Epsilon, slots.GetValueOrDefault($"{name}.weight"), slots.GetValueOrDefault($"{name}.bias")));
                break;
            case BatchNormLayer { TrackRunningStats: true } batchNorm:
                AddBatchNorm(name, batchNorm.Epsilon, batchNorm.Momentum, isForImages: batchNorm is BatchNorm2dLayer);
                break;
            case Conv2dLayer { Groups: 1 } layer2d:
                return TryAddConvolution(name, layer2d.OutChannels, output, Window(
                    output, [.. layer2d.Kernel], [.. layer2d.Stride], [.. layer2d.Padding], [.. layer2d.Dilation]));
            case Conv1dLayer { Groups: 1 } layer1d:
                return TryAddConvolution(name, layer1d.OutChannels, output, Window(
                    output, [layer1d.Kernel], [layer1d.Stride], [layer1d.Padding], [layer1d.Dilation]));
            case MaxPool2dLayer pool:
                AddMaxPool(Window(output, [.. pool.Kernel], [.. pool.Stride], [.. pool.Padding], [.. pool.Dilation]));
                break;
            case MaxPool1dLayer pool:
                AddMaxPool(Window(output, [pool.Kernel], [pool.Stride], [pool.Padding], [pool.Dilation]));
                break;
            case ResidualLayer residual:
                return TryAddResidual(name, residual, output);
            case AvgPool2dLayer pool:
                PutChannels(last: true);
                var window = Window(output, [.. pool.Kernel], [.. pool.Stride], [.. pool.Padding], [1, 1]);
                _steps.Add(new MeanPoolStep(_row[0], PoolBins.Of(window.Vertical), PoolBins.Of(window.Horizontal), window.Cells)); // padding counts as zeros
                break;
            case AdaptiveAvgPool2dLayer pool:
                PutChannels(last: true);
                _steps.Add(new MeanPoolStep(_row[0], PoolBins.Even(_row[1], output[1]), PoolBins.Even(_row[2], output[2]), 0));
                break;
            default:
                return false;
        }

        _row = output;
        return true;
    }

    /// <summary>All steps.</summary>
    /// <param name="channelsLast">Whether the channels of what goes out come last; first is PyTorch's order.</param>
    public IReadOnlyList<PlanStep> Finish(bool channelsLast)
    {
        PutChannels(channelsLast);
        return _steps;
    }

    private bool TryAddResidual(string name, ResidualLayer layer, ValueList<int> output)
    {
        PutChannels(last: true);
        if (Steps(name, layer.Body) is not { Count: > 0 } body || Steps(name, layer.Shortcut) is not { } shortcut)
        {
            return false;
        }

        _steps.Add(new ResidualStep(ShapeSize.Of(_row), ShapeSize.Of(output), body, shortcut));
        _channelsLast = output.Count > 1; // as the parts left them
        return TryAddActivation("", layer.Activation, output);
    }

    /// <summary>The steps of a part of a layer, between images whose channels come last; null where a layer is not known.</summary>
    private IReadOnlyList<PlanStep>? Steps(string name, LayerStack? part)
    {
        var builder = new PlanBuilder(_row, slots) { _isInner = true, _channelsLast = _row.Count > 1 };
        return (part?.Layers ?? []).All(item => builder.TryAdd($"{name}.{item.Name}", item.Layer)) ? builder.Finish(channelsLast: true) : null;
    }

    private bool TryAddActivation(string name, Activation activation, ValueList<int> output)
    {
        _row = output;
        if (activation is IdentityActivation)
        {
            return true;
        }

        if (activation.Kernel is not { } kernel)
        {
            return false;
        }

        PutChannels(last: true); // where a unit is a channel, its numbers lie in a column
        _steps.Add(new ActivationStep(ShapeSize.Of(_row), kernel, name, _row[0]));
        return true;
    }

    private bool TryAddConvolution(string name, int channels, ValueList<int> output, SlidingWindow window)
    {
        // The kernel wants cells side by side, and no window that sees nothing but padding.
        var isKnown = window.Horizontal is { Kernel: 1 } or { Dilation: 1 }
            && window.Vertical.Padding <= window.Vertical.Reach && window.Horizontal.Padding <= window.Horizontal.Reach;
        if (isKnown)
        {
            PutChannels(last: true);
            _steps.Add(new ConvolutionStep(window, channels, slots[$"{name}.weight"], slots.GetValueOrDefault($"{name}.bias")));
            _row = output;
        }

        return isKnown;
    }

    private void AddBatchNorm(string name, double epsilon, double momentum, bool isForImages)
    {
        PutChannels(last: true);
        var pixels = ShapeSize.Of(_row) / _row[0];
        _steps.Add(new BatchNormStep(_row[0], pixels, epsilon, momentum, KeepsOneRow: !isForImages || pixels == 1)
        {
            Weight = slots.GetValueOrDefault($"{name}.weight"),
            Bias = slots.GetValueOrDefault($"{name}.bias"),
            Mean = slots[$"{name}.running_mean"],
            Variance = slots[$"{name}.running_var"],
            Counter = slots[$"{name}.num_batches_tracked"],
        });
    }

    private void AddMaxPool(SlidingWindow window)
    {
        PutChannels(last: true);
        _steps.Add(new MaxPoolStep(window));
    }

    /// <summary>The window of a layer. Rows of shape [channels, length] are images of one line.</summary>
    private SlidingWindow Window(ValueList<int> output, int[] kernel, int[] stride, int[] padding, int[] dilation)
    {
        return new SlidingWindow(_row[0], kernel.Length == 2 ? Axis(0) : new WindowAxis(1, 1, 1, 1, 0, 1), Axis(kernel.Length - 1));

        WindowAxis Axis(int at) => new(_row[at + 1], output[at + 1], kernel[at], stride[at], padding[at], dilation[at]);
    }

    /// <summary>Puts the channels of images last or first; a vector has none.</summary>
    private void PutChannels(bool last)
    {
        if (_row.Count == 1 || _channelsLast == last)
        {
            return;
        }

        var (channels, pixels) = (_row[0], ShapeSize.Of(_row) / _row[0]);
        if (channels > 1 && pixels > 1)
        {
            _steps.Add(new ChannelOrderStep(channels, pixels, last));
        }

        _channelsLast = last;
    }
}
