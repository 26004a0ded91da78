// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Globalization;
using Microsoft.ML.FluxTrainers.Benchmarks;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

// Each verb is a class of its own; a new one joins here.
Dictionary<string, Action<string[]>> verbs = new()
{
    ["defaults"] = DefaultsVerb.Run,
    ["peers"] = PeersVerb.Run,
    ["overhead"] = OverheadVerb.Run,
    ["phases"] = PhasesVerb.Run,
    ["throughput"] = ThroughputVerb.Run,
};

if (args.Length == 0 || !verbs.TryGetValue(args[0], out var run))
{
    Console.Error.WriteLine($"The first argument must be one of {string.Join(", ", verbs.Keys)}.");
    return 2;
}

run(args[1..]);
return 0;
