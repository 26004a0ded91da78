// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>What ranks become.</summary>
public enum QuantileOutput
{
    /// <summary>Numbers of the standard normal distribution.</summary>
    Normal,

    /// <summary>Numbers from 0 to 1.</summary>
    Uniform,
}
