// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;

namespace Microsoft.ML.FluxTrainers;

/// <summary>A message of a fit with named fields, as structured logs keep them.</summary>
/// <param name="Id">The kind of message.</param>
/// <param name="Words">The words, with a field at each placeholder.</param>
/// <param name="Names">The names of the fields, in their order; those behind the last field are not used.</param>
internal sealed partial record TrainingMessage(EventId Id, FormattableString Words, params string[] Names)
{
    /// <summary>The fit begins.</summary>
    public static readonly EventId FitStarted = new(10, nameof(FitStarted));

    /// <summary>An epoch has ended; with epoch 0, before the first.</summary>
    public static readonly EventId EpochEnded = new(11, nameof(EpochEnded));

    /// <summary>The fit has stopped before its last epoch.</summary>
    public static readonly EventId FitStopped = new(12, nameof(FitStopped));

    /// <summary>The weights of an earlier epoch are those of the model.</summary>
    public static readonly EventId BestKept = new(13, nameof(BestKept));

    /// <summary>The fit goes on from a snapshot.</summary>
    public static readonly EventId FitResumed = new(14, nameof(FitResumed));

    /// <summary>Fields that the words do not show.</summary>
    public IReadOnlyList<(string Name, object? Value)> More { get; init; } = [];

    /// <summary>The words with the fields filled in.</summary>
    public string Text => FormattableString.Invariant(Words);

    /// <summary>What a logger's sinks read: the fields by name, and the template under the name that Microsoft.Extensions.Logging gives it.</summary>
    public IReadOnlyList<KeyValuePair<string, object?>> Fields =>
    [
        .. Names.Zip(Words.GetArguments(), KeyValuePair.Create),
        .. More.Select(one => KeyValuePair.Create(one.Name, one.Value)),
        new KeyValuePair<string, object?>("{OriginalFormat}", Placeholder().Replace(Words.Format, match => "{" + Names[int.Parse(match.ValueSpan[1..], CultureInfo.InvariantCulture)])),
    ];

    [GeneratedRegex("""\{\d+""")]
    private static partial Regex Placeholder();
}
