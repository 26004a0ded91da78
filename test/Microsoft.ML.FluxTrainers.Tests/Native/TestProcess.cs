// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Diagnostics;
using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>Runs a verb of Microsoft.ML.FluxTrainers.TestProcess in a process of its own, or another .NET command.</summary>
internal sealed record TestProcess(int ExitCode, string Output, string Error)
{
    public const string Program = "Microsoft.ML.FluxTrainers.TestProcess.dll";

    /// <summary>The files of the program, as they lie beside the tests.</summary>
    public static string Folder => TestContext.CurrentContext.TestDirectory;

    public static TestProcess Run(string verb, params (string Name, string? Value)[] environment) =>
        Start(Folder, verb, environment).Finish();

    public static Running Start(string folder, string verb, params (string Name, string? Value)[] environment) =>
        Dotnet(["exec", Path.Combine(folder, Program), .. verb.Split(' ')], environment);

    public static Running Dotnet(string[] arguments, params (string Name, string? Value)[] environment)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start)!;
        return new Running(process, process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
    }

    internal sealed record Running(Process Process, Task<string> Output, Task<string> Error)
    {
        public TestProcess Finish()
        {
            using (Process)
            {
                Process.WaitForExit();
                return new TestProcess(Process.ExitCode, Output.Result, Error.Result);
            }
        }
    }
}
