// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>The one error of models whose content makes no sense.</summary>
internal static class DamagedModel
{
    /// <summary>The error.</summary>
    /// <param name="why">What is wrong, as the part of a sentence behind a colon.</param>
    /// <param name="cause">The error that showed it, or null.</param>
    public static InvalidDataException Because(string why, Exception? cause = null) => new($"The model is damaged: {why}.", cause);

    /// <summary>The error of weights without a tensor that they need.</summary>
    public static InvalidDataException Lacks(string tensor) => Because($"its weights lack the tensor '{tensor}'");
}
