// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace Microsoft.ML.FluxTrainers.Benchmarks;

/// <summary>The parts of the library, measured by BenchmarkDotNet: arguments such as <c>--filter '*'</c> are its own; a short job unless <c>--job</c> says otherwise.</summary>
internal static class MicroBenchmarks
{
    public static void Run(string[] arguments)
    {
        // In this process: a project made on the spot would be built by the rules of this repository, where a warning is an error.
        var isJobChosen = arguments.Any(argument => argument is "-j" or "--job");
        var config = isJobChosen
            ? DefaultConfig.Instance
            : DefaultConfig.Instance.AddJob(Job.ShortRun.WithToolchain(new InProcessEmitToolchain(logOutput: true)));
        config = config.WithOption(ConfigOptions.JoinSummary, true);
        BenchmarkSwitcher.FromAssembly(typeof(MicroBenchmarks).Assembly).Run(isJobChosen ? [.. arguments, "--inProcess"] : arguments, config);
    }
}
