// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers.TestProcess;

/// <summary>Tells which libraries for images are in the process.</summary>
internal static class ImageLibraries
{
    public static void Print()
    {
        var managed = AppDomain.CurrentDomain.GetAssemblies().Select(assembly => assembly.GetName().Name!)
            .Where(name => name.Contains("Image", StringComparison.Ordinal) || name.Contains("Skia", StringComparison.Ordinal));
        var native = File.ReadLines("/proc/self/maps").Where(line => line.Contains("libSkia", StringComparison.Ordinal)).Take(1);
        Console.Out.WriteLine($"libraries for images: {string.Join(", ", managed.Concat(native).DefaultIfEmpty("none"))}");
    }
}
