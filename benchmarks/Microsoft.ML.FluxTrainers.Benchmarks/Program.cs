// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Globalization;
using Microsoft.ML.FluxTrainers.Benchmarks;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

// Each verb is a class of its own; a new one joins here.
Dictionary<string, Action<string[]>> verbs = new()
{
    ["defaults"] = DefaultsVerb.Run,
    ["fits"] = FitsVerb.Run,
    ["instructions"] = _ => InstructionsVerb.Run(),
    ["memory"] = MemoryVerb.Run,
    ["norms"] = NormsVerb.Run,
    ["onerow"] = OneRowVerb.Run,
    ["overhead"] = OverheadVerb.Run,
    ["peers"] = PeersVerb.Run,
    ["phases"] = PhasesVerb.Run,
    ["reading"] = ReadingVerb.Run,
    ["save"] = SaveVerb.Run,
    ["scale"] = ScaleVerb.Run,
    ["transform"] = TransformVerb.Run,
};

// The one whose exit code says whether there was anything to measure.
if (args is ["gpu", ..])
{
    return GpuVerb.Run(args[1..]);
}

if (args is [['-', ..], ..])
{
    MicroBenchmarks.Run(args);
    return 0;
}

if (args.Length == 0 || !verbs.TryGetValue(args[0], out var run))
{
    Console.Error.WriteLine($"The first argument must be one of {string.Join(", ", verbs.Keys.Append("gpu"))}, or an option of BenchmarkDotNet such as --filter '*'.");
    return 2;
}

run(args[1..]);
return 0;
