// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Microsoft.ML.FluxTrainers.Benchmarks;

/// <summary>Times, medians, this process's memory, and a line of JSON.</summary>
internal static class Measuring
{
    /// <summary>How long some work takes.</summary>
    public static double Seconds(Action work)
    {
        var watch = Stopwatch.StartNew();
        work();
        return watch.Elapsed.TotalSeconds;
    }

    /// <summary>Measures so many times, after a first time that does not count, which compiles.</summary>
    /// <remarks>It is run for itself: LINQ's Skip and Last do not run what they leave out of a Select over a range.</remarks>
    public static List<T> Warm<T>(int times, Func<T> measure)
    {
        measure();
        return [.. Enumerable.Range(0, times).Select(_ => measure())];
    }

    /// <summary>The middle of some numbers.</summary>
    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }

    /// <summary>The most memory that this process ever had at once, in MiB; what the runtime calls its peak may lag behind.</summary>
    public static double PeakMebibytes()
    {
        if (File.Exists("/proc/self/status"))
        {
            var peak = File.ReadLines("/proc/self/status").First(line => line.StartsWith("VmHWM", StringComparison.Ordinal));
            return double.Parse(peak.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
        }

        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64 / 1048576.0;
    }

    /// <summary>Numbers with so many significant digits.</summary>
    public static double Rounded(double value, int digits) => double.Parse(value.ToString($"G{digits}", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    /// <summary>Prints a result as a line of JSON; numbers get five significant digits.</summary>
    public static void Print(IReadOnlyDictionary<string, object> result) => Console.Out.WriteLine(JsonSerializer.Serialize(
        result.ToDictionary(one => one.Key, one => one.Value is double number ? Rounded(number, 5) : one.Value)));

    /// <summary>The runtime, ML.NET and the library.</summary>
    public static string Versions() => string.Create(CultureInfo.InvariantCulture,
        $".NET {Environment.Version}, ML.NET {FileVersion(typeof(MLContext))}, FluxTrainers {FileVersion(typeof(NeuralClassifier))}");

    private static string FileVersion(Type type) => FileVersionInfo.GetVersionInfo(type.Assembly.Location).ProductVersion?.Split('+')[0] ?? "?";
}
