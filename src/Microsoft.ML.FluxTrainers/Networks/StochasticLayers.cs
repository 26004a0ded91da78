// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Finds modules whose forward pass draws from torch's own generator.</summary>
internal static class StochasticLayers
{
    private static readonly HashSet<Type> _drawing =
    [
        typeof(Dropout), typeof(Dropout1d), typeof(Dropout2d), typeof(Dropout3d),
        typeof(AlphaDropout), typeof(FeatureAlphaDropout), typeof(RReLU), typeof(FractionalMaxPool2d), typeof(FractionalMaxPool3d),
        typeof(RNN), typeof(GRU), typeof(LSTM), typeof(MultiheadAttention), // these may hold a dropout that can't be seen
        typeof(Transformer), typeof(TransformerEncoder), typeof(TransformerEncoderLayer),
        typeof(TransformerDecoder), typeof(TransformerDecoderLayer),
    ];

    /// <summary>Whether a module or one inside it draws in training, or may do so.</summary>
    /// <remarks>The code of a type of the user's own can call e.g. functional dropout unseen, so such a type counts as drawing:
    /// a needless loan of the generator costs little, a missed one makes equal seeds give different models.</remarks>
    public static bool Has(nn.Module module) => Draws(module) || module.modules().Any(Draws);

    private static bool Draws(nn.Module module)
    {
        var type = module.GetType();
        return _drawing.Contains(type)
            || (type.Assembly != typeof(Dropout).Assembly && type.Assembly != typeof(StochasticLayers).Assembly);
    }
}
