// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Diagnostics;
using System.Globalization;

namespace Microsoft.ML.FluxTrainers.Benchmarks;

/// <summary>fits ROWS [--turns 7]: the seconds of a fit as the verb scale makes them, in a process of its own.</summary>
internal static class FitsVerb
{
    public static void Run(string[] arguments)
    {
        var line = new CommandLine(arguments);
        var (context, view) = (new MLContext(), ScaleVerb.Rows(long.Parse(line.Words.Single(), CultureInfo.InvariantCulture)));
        var times = Measuring.Warm(line.Number("turns", 7), () => Measuring.Seconds(() => ScaleVerb.Fit(context, view, DataLoading.InMemory)));
        Console.Out.WriteLine(Measuring.Median(times).ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>The seconds of a fit in each of some processes that run at once.</summary>
    public static double[] InProcesses(int count, long rows, int turns)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, [.. Program(), "fits", $"{rows}", "--turns", $"{turns}"]) { RedirectStandardOutput = true };
        var processes = Enumerable.Range(0, count).Select(_ => Process.Start(start)!).ToList();
        return [.. processes.Select(process =>
        {
            using (process)
            {
                var output = process.StandardOutput.ReadToEnd();
                process.WaitForExit();
                return double.Parse(output, CultureInfo.InvariantCulture);
            }
        })];
    }

    /// <summary>What the process runs, where that is not the program itself but the host of .NET.</summary>
    private static string[] Program() =>
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [typeof(FitsVerb).Assembly.Location] : [];
}
