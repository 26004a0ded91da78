// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Times that are foretold: where there is no end, they would overflow.</summary>
internal static class Durations
{
    /// <summary>A time so many times; <see cref="TimeSpan.MaxValue"/> where it is longer than that.</summary>
    public static TimeSpan Times(TimeSpan time, double count) =>
        time.TotalSeconds * count < TimeSpan.MaxValue.TotalSeconds ? time * count : TimeSpan.MaxValue;
}
