// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>What is done to labels that are numbers before the network sees them.</summary>
internal enum LabelScaling
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The mean is subtracted, and the rest divided by the standard deviation.</summary>
    Standardize,

    /// <summary>They are divided by their mean: zeros stay zeros, as a log link needs.</summary>
    DivideByMean,
}
