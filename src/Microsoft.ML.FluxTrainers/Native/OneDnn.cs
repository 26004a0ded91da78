// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Runtime.InteropServices;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Switches off oneDNN in torch, which TorchSharp has no door to.</summary>
/// <remarks>It is <c>at::globalContext().setUserEnabledMkldnn(false)</c>, what Python does for <c>torch.backends.mkldnn.enabled = False</c>, called by the names that
/// C++ compilers give these functions (Itanium's rules, and Microsoft's on Windows). NNPACK goes with it: torch would try that next, and say on the console that it can't.</remarks>
internal static unsafe class OneDnn
{
    private static readonly string[] _names = OperatingSystem.IsWindows()
        ? ["?globalContext@at@@YAAEAVContext@1@XZ", "?setUserEnabledMkldnn@Context@at@@QEAAX_N@Z", "?setUserEnabledNNPACK@Context@at@@QEAAX_N@Z"]
        : ["_ZN2at13globalContextEv", "_ZN2at7Context20setUserEnabledMkldnnEb", "_ZN2at7Context20setUserEnabledNNPACKEb"];

    /// <summary>Switches it off for the process.</summary>
    /// <returns>Whether that was possible.</returns>
    public static bool TrySwitchOff()
    {
        var functions = new nint[_names.Length];
        if (!NativeLibrary.TryLoad(LibraryPath(), out var library)
            || !_names.Select((name, at) => NativeLibrary.TryGetExport(library, name, out functions[at])).All(isFound => isFound))
        {
            return false;
        }

        var context = ((delegate* unmanaged<nint>)functions[0])();
        ((delegate* unmanaged<nint, byte, void>)functions[1])(context, 0);
        ((delegate* unmanaged<nint, byte, void>)functions[2])(context, 0);
        return true;
    }

    /// <summary>The library that is loaded already: loading it by that path gives the same one.</summary>
    private static string LibraryPath() => LoadedLibraries.Find("libtorch_cpu.") ?? (OperatingSystem.IsWindows() ? "torch_cpu" : "libtorch_cpu");
}
