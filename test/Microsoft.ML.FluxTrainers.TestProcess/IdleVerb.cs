// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Runtime.CompilerServices;

namespace Microsoft.ML.FluxTrainers.TestProcess;

/// <summary>idle: runs every type initializer of the library, registers it with ML.NET, then prints the libraries of torch's
/// that are loaded.</summary>
internal static class IdleVerb
{
    public static void Run()
    {
        var types = typeof(FluxRuntime).Assembly.GetTypes().Where(type => !type.ContainsGenericParameters).ToList();
        types.ForEach(type => RuntimeHelpers.RunClassConstructor(type.TypeHandle));
        RuntimeHelpers.RunModuleConstructor(typeof(FluxRuntime).Module.ModuleHandle);
        Console.Out.WriteLine($"initialized {types.Count} types");
        new MLContext().ComponentCatalog.RegisterAssembly(typeof(FluxRuntime).Assembly);
        Console.Out.WriteLine("registered");
        TorchFiles.Print();
        ImageLibraries.Print();
    }
}
