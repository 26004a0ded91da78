// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>A transformer with one column of features, as permutation feature importance looks for it.</summary>
internal interface IFeatureTransformer : ISingleFeaturePredictionTransformer
{
}
