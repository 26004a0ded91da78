// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>A model that tells more about another one, which does all the work.</summary>
internal interface IWrappedModel
{
    /// <summary>The model that does the work.</summary>
    ITransformer Model { get; }
}
