// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers.TestProcess;

/// <summary>diagnose: prints the report twice over: as text, and whether torch works.</summary>
internal static class DiagnoseVerb
{
    public static void Run()
    {
        var diagnosis = FluxRuntime.Diagnose();
        Console.Out.WriteLine(diagnosis);
        Console.Out.WriteLine($"works: {diagnosis.TorchWorks}");
    }
}
