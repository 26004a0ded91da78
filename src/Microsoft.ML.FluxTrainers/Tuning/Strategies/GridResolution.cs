// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>How many values a grid takes of one range.</summary>
/// <param name="Name">The parameter.</param>
/// <param name="Resolution">The number of values, at least 1.</param>
public sealed record GridResolution(string Name, int Resolution)
{
    /// <summary>The parameter.</summary>
    public string Name { get; init => field = Guard.NotEmpty(value); } = Guard.NotEmpty(Name);

    /// <summary>The number of values, at least 1.</summary>
    public int Resolution { get; init => field = Guard.Positive(value); } = Guard.Positive(Resolution);
}
