// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>A model that others do the work of.</summary>
internal interface IModelOfModels
{
    /// <summary>The models that do the work.</summary>
    IReadOnlyList<ITransformer> Parts { get; }
}
