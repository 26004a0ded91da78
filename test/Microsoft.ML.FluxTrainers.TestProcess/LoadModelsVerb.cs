// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers.TestProcess;

/// <summary>load-models FOLDER: loads what train-models saved, and prints what the models predict.</summary>
/// <remarks>Neither this class nor what it calls names a type of the library.</remarks>
internal static class LoadModelsVerb
{
    public static void Run(string folder)
    {
        Console.Error.WriteLine($"library loaded before: {IsLibraryLoaded()}");
        var mlContext = new MLContext();
        foreach (var one in ModelCases.All)
        {
            var rows = one.Rows(mlContext);
            var keyed = one.ToKey(mlContext)?.Fit(rows).Transform(rows) ?? rows;
            Print(mlContext, one, keyed, Path.Combine(folder, $"{one.Name}-alone.zip"), isChain: false);
            if (one.ToKey(mlContext) is not null)
            {
                Print(mlContext, one, rows, Path.Combine(folder, $"{one.Name}-chain.zip"), isChain: true);
            }
        }

        Console.Error.WriteLine($"library loaded after: {IsLibraryLoaded()}");
    }

    private static void Print(MLContext mlContext, IModelCase one, IDataView data, string path, bool isChain)
    {
        var model = mlContext.Model.Load(path, out _);
        Console.Out.WriteLine(Path.GetFileName(path));
        one.Print(mlContext, model, data, isChain);
    }

    private static bool IsLibraryLoaded() =>
        AppDomain.CurrentDomain.GetAssemblies().Any(assembly => assembly.GetName().Name == "Microsoft.ML.FluxTrainers");
}
