// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Diagnostics.CodeAnalysis;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Reads the settings of one TorchSharp layer.</summary>
internal static class LayerReader
{
    /// <summary>Reads a layer, or says which setting has no place in a <see cref="Layer"/>.</summary>
    /// <param name="module">The layer; only exact TorchSharp types are known, all of which are sealed.</param>
    /// <param name="layer">The layer as data.</param>
    /// <param name="why">What is unusual, as the end of a sentence about the layer.</param>
    public static bool WhyUnusual(nn.Module module, [NotNullWhen(false)] out Layer? layer, [NotNullWhen(true)] out string? why)
    {
        try
        {
            (layer, why) = Read(module);
        }
        catch (ArgumentException exception)
        {
            (layer, why) = (null, $"has an unusual setting: {exception.Message.Split('\n')[0]}");
        }

        return why is not null;
    }

    private static (Layer? Layer, string? Why) Read(nn.Module module) => module switch
    {
        Linear linear => Plain(
            new LinearLayer((int)linear.weight.shape[1], (int)linear.weight.shape[0], linear.bias is not null)),
        Conv1d convolution => Read(convolution),
        Conv2d convolution => Read(convolution),
        BatchNorm1d norm => Unusual(norm) ?? Plain(Read(norm, new BatchNorm1dLayer((int)norm.num_features))),
        BatchNorm2d norm => Unusual(norm) ?? Plain(Read(norm, new BatchNorm2dLayer((int)norm.num_features))),
        LayerNorm norm => Read(norm),
        Dropout dropout => Dropout(dropout.p),
        StreamDropout dropout => Dropout(dropout.Probability),
        Flatten { start_dim: < 1 } or Flatten { end_dim: < -1 or 0 } =>
            Not("joins the batch with other dimensions, or counts them from the end"),
        Flatten flatten => Plain(new FlattenLayer((int)flatten.start_dim, (int)flatten.end_dim)),
        Unflatten { dim: < 1 } => Not("splits the batch, or counts its dimension from the end"),
        Unflatten unflatten when unflatten.unflattened_size.Any(size => size < 1) => Not("leaves a size open; give all sizes in numbers"),
        Unflatten unflatten => Plain(new UnflattenLayer([.. unflatten.unflattened_size.Select(size => (int)size)])
        {
            Dimension = (int)unflatten.dim,
        }),
        MaxPool1d { ceil_mode: true } or MaxPool2d { ceil_mode: true } or AvgPool2d { ceil_mode: true } =>
            Not("has ceil_mode = true"),
        MaxPool1d pool => Plain(new MaxPool1dLayer((int)pool.kernel_size)
        {
            Stride = (int)(pool.stride ?? pool.kernel_size),
            Padding = (int)(pool.padding ?? 0),
            Dilation = (int)(pool.dilation ?? 1),
        }),
        MaxPool2d pool => Plain(new MaxPool2dLayer(Pair(pool.kernel_size))
        {
            Stride = Pair(pool.stride, pool.kernel_size),
            Padding = Pair(pool.padding, 0),
            Dilation = Pair(pool.dilation, 1),
        }),
        AvgPool2d { count_include_pad: false } => Not("has count_include_pad = false"),
        AvgPool2d { divisor_override: not null } => Not("has a divisor_override"),
        AvgPool2d pool => Plain(new AvgPool2dLayer(Pair(pool.kernel_size))
        {
            Stride = Pair(pool.stride, pool.kernel_size),
            Padding = Pair(pool.padding, 0),
        }),
        AdaptiveAvgPool2d pool => Plain(new AdaptiveAvgPool2dLayer(Pair(pool.output_size))),
        Embedding embedding => Read(embedding),
        EntityEmbedding embedding => Plain(embedding.Layer),
        _ => ActivationReader.Read(module, out var why) is { } activation ? Plain(new ActivationLayer(activation)) : Not(why),
    };

    private static BatchNormLayer Read(NormBase module, BatchNormLayer layer) => layer with
    {
        Epsilon = module.eps,
        Momentum = module.momentum!.Value,
        Affine = module.affine,
        TrackRunningStats = module.track_running_stats,
    };

    private static (Layer?, string?) Read(Conv1d module) => Unusual(module) ?? Plain(
        new Conv1dLayer((int)module.in_channels, (int)module.out_channels, (int)module.weight.shape[2])
        {
            Stride = (int)module.stride[0],
            Padding = (int)(module.padding?[0] ?? 0),
            Dilation = (int)module.dilation[0],
            Groups = (int)module.groups,
            Bias = module.bias is not null,
        });

    private static (Layer?, string?) Read(Conv2d module) => Unusual(module) ?? Plain(
        new Conv2dLayer((int)module.in_channels, (int)module.out_channels, Pair(module.weight.shape[2..]))
        {
            Stride = Pair(module.stride),
            Padding = Pair(module.padding, 0),
            Dilation = Pair(module.dilation),
            Groups = (int)module.groups,
            Bias = module.bias is not null,
        });

    private static (Layer?, string?)? Unusual(Convolution module) =>
        module.padding_mode != PaddingModes.Zeros ? Not($"has padding_mode = {module.padding_mode}")
        : module.padding_type == Padding.Same ? Not("has padding = Same; give the padding in numbers")
        : null;

    private static (Layer?, string?)? Unusual(NormBase module) =>
        module.momentum is null ? Not("has no momentum (a plain average over all batches)") : null;

    private static (Layer?, string?) Read(LayerNorm module) =>
        module.weight is not null && module.bias is null
            ? Not("has a scale without a bias")
            : Plain(new LayerNormLayer([.. module.normalized_shape.Select(size => (int)size)])
            {
                Epsilon = module.eps,
                Affine = module.weight is not null,
            });

    private static (Layer?, string?) Dropout(double probability) =>
        probability is >= 0 and < 1 ? Plain(new DropoutLayer(probability)) : Not("drops everything");

    private static (Layer?, string?) Read(Embedding module)
    {
        if (EmbeddingProbe.WhyUnusual(module) is { } why)
        {
            return Not(why);
        }

        using var weight = module.weight!; // the getter makes a new handle each time
        return Plain(new EmbeddingLayer((int)weight.shape[0], (int)weight.shape[1]));
    }

    private static ValueList<int> Pair(long[] values) => [.. values.Select(value => (int)value)];

    private static ValueList<int> Pair(long[]? values, params long[] usual) =>
        values is { Length: > 0 } ? Pair(values) : usual.Length == 2 ? Pair(usual) : [(int)usual[0], (int)usual[0]];

    private static (Layer?, string?) Plain(Layer layer) => (layer, null);

    private static (Layer?, string?) Not(string why) => (null, why);
}
