// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.FluxTrainers;
using Microsoft.ML.FluxTrainers.TestProcess;

// Each verb is a class of its own; a new one joins here.
Dictionary<string, Action<string[]>> verbs = new()
{
    ["load"] = LoadVerb.Run,
    ["diagnose"] = _ => DiagnoseVerb.Run(),
    ["idle"] = _ => IdleVerb.Run(),
    ["dense"] = _ => DenseVerb.Run(new MlpBuilder(8)),
    ["sweep"] = _ => SweepVerb.Run(),
    ["norms"] = _ => DenseVerb.Run(new NormedBuilder()),
    ["torch"] = _ => DenseVerb.Run(new GroupedBuilder()),
    ["fit"] = FitVerb.Run,
    ["snapshots"] = SnapshotsVerb.Run,
    ["kernels"] = _ => KernelsVerb.Run(),
    ["train-models"] = arguments => TrainModelsVerb.Run(arguments[0]),
    ["load-models"] = arguments => LoadModelsVerb.Run(arguments[0]),
    ["train-compositions"] = arguments => TrainCompositionsVerb.Run(arguments[0]),
    ["load-compositions"] = arguments => LoadCompositionsVerb.Run(arguments[0]),
    ["train-convolution"] = arguments => TrainConvolutionVerb.Run(arguments[0]),
    ["train-images"] = arguments => TrainImagesVerb.Run(arguments[0]),
    ["load-images"] = arguments => LoadImagesVerb.Run(arguments[0]),
    ["schema"] = arguments => SchemaVerb.Run(arguments[0]),
    ["search"] = SearchVerb.Run,
    ["spill"] = arguments => SpillVerb.Run(arguments[0], arguments[1]),
};

if (args.Length == 0 || !verbs.TryGetValue(args[0], out var run))
{
    Console.Error.WriteLine($"The first argument must be one of {string.Join(", ", verbs.Keys)}.");
    return 2;
}

try
{
    run(args[1..]);
    return 0;
}
catch (Exception e)
{
    Console.Error.WriteLine($"{e.GetType().Name}: {e.Message}");
    return 1;
}
