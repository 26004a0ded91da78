// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers.TestProcess;

/// <summary>Tells which of torch's native libraries are in the process.</summary>
internal static class TorchFiles
{
    public static void Print()
    {
        foreach (var path in File.ReadLines("/proc/self/maps").Where(line => line.Contains("torch", StringComparison.OrdinalIgnoreCase)
            && line.Contains(".so", StringComparison.Ordinal)))
        {
            Console.Out.WriteLine($"loaded: {path}");
        }
    }
}
