// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Diagnostics;
using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>Runs the test process.</summary>
internal static class ChildProcess
{
    /// <summary>Runs a verb and gives what it printed.</summary>
    public static string Run(params string[] arguments)
    {
        var program = Path.Combine(TestContext.CurrentContext.TestDirectory, "Microsoft.ML.FluxTrainers.TestProcess.dll");
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [program, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.That(process.ExitCode, Is.Zero, errors.Result);
        return output.Trim();
    }
}
