// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>How trained models become one: what a <see cref="ComposedTransformer"/> knows beside them.</summary>
[OptionFamily]
public abstract record ModelComposition
{
    private protected ModelComposition()
    {
    }

    /// <summary>How many parts it needs; null for one or more.</summary>
    internal virtual int? PartCount => 1;

    /// <summary>The steps that a row takes: the parts, and what lies between and behind them.</summary>
    /// <param name="parts">The trained models.</param>
    /// <param name="input">The columns that come in.</param>
    internal abstract IReadOnlyList<ITransformer> Steps(IReadOnlyList<ITransformer> parts, DataViewSchema input);
}
