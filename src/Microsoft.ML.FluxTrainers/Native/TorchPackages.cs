// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Reflection;
using TorchSharp;

namespace Microsoft.ML.FluxTrainers;

/// <summary>The packages that torch's natives come in, and their versions that fit the referenced TorchSharp.</summary>
internal static class TorchPackages
{
    public const string TorchSharp = "TorchSharp";

    /// <summary>The version of TorchSharp, such as 0.107.0.</summary>
    public static string TorchSharpVersion { get; } = Assembly
        .GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? Assembly.GetName().Version!.ToString(3);

    /// <summary>The version of libtorch that this TorchSharp is built for, such as 2.10.0.</summary>
    /// <remarks>Read as a literal: <c>torch.__version__</c> may run the type initializer of torch, which loads the natives.</remarks>
    public static string LibtorchVersion { get; } =
        typeof(torch).GetField("libtorchPackageVersion", BindingFlags.NonPublic | BindingFlags.Static)?.GetRawConstantValue() is string text
        && Version.TryParse(text, out var version) ? version.ToString(3) : "2.10.0";

    private static Assembly Assembly => typeof(torch).Assembly;

    /// <summary>The package with the CPU natives of a platform.</summary>
    public static string Libtorch(NativePlatform platform) => $"libtorch-cpu-{platform.Rid}";

    /// <summary>The command that adds the natives to an application.</summary>
    public static string AddCommand(NativePlatform platform) =>
        $"dotnet add package {Libtorch(platform)} --version {LibtorchVersion}";

    /// <summary>The command that adds the natives of all platforms to an application.</summary>
    public static string AddAllCommand => $"dotnet add package TorchSharp-cpu --version {TorchSharpVersion}";
}
