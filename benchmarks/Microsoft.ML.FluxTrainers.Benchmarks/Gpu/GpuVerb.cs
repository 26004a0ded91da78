// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Diagnostics;
using System.Text.Json;

namespace Microsoft.ML.FluxTrainers.Benchmarks;

/// <summary>gpu [W2 W5] [--device cuda:0] [--turns 3] [--epochs 20] [--python /usr/bin/python3] [--script benchmarks/peers/gpu_pytorch.py]: steps a second beside PyTorch's eager loop on the same GPU, in turn.</summary>
/// <remarks>
/// Made-up rows of the shapes of W2, in batches of 4096, and of W5, in batches of 512. A step's time is that of the median epoch of a fit by its number of steps, without the first epoch, in which .NET compiles
/// and CUDA loads kernels; the peer measures the same. <c>--device cpu</c> shows that the program works, and says nothing of a GPU.
/// </remarks>
internal static class GpuVerb
{
    private const double Aim = 1.5;

    public static int Run(string[] arguments)
    {
        var line = new CommandLine(arguments);
        var name = line.Find("device") ?? "cuda:0";
        var device = name == "cpu" ? Device.Cpu : Device.Cuda(int.Parse(name.Split(':')[^1], System.Globalization.CultureInfo.InvariantCulture));
        if (device.Kind == DeviceKind.Cuda && !FluxRuntime.Diagnose().Devices.Contains(name))
        {
            Console.Error.WriteLine($"There is no GPU '{name}' that torch can use here, so nothing was measured (--device cpu shows that the program works).{Environment.NewLine}{FluxRuntime.Diagnose()}");
            return 3;
        }

        var (turns, epochs) = (line.Number("turns", 3), line.Number("epochs", 20));
        Console.Out.WriteLine($"# {Measuring.Versions()}, libtorch {FluxRuntime.Diagnose().LibtorchVersion}, on {name}: {string.Join(", ", FluxRuntime.Diagnose().Gpus)}");
        Console.Out.WriteLine("| workload | batch | rows lie | ours, steps a second | PyTorch | ratio | aim |");
        Console.Out.WriteLine("|---|---|---|---|---|---|---|");
        foreach (var workload in GpuWorkload.All.Where(one => line.Words.Count == 0 || line.Words.Contains(one.Name)))
        {
            var (ours, theirs, where) = (new List<double>(), new List<double>(), "");
            for (var turn = 0; turn < turns; turn++)
            {
                (var steps, where) = Ours(workload, device, epochs);
                ours.Add(steps);
                theirs.Add(Theirs(line, workload, name, epochs));
            }

            var ratio = Measuring.Median(ours.Zip(theirs, (own, other) => own / other));
            var verdict = double.IsNaN(ratio) ? "no figure" : device.Kind == DeviceKind.Cpu ? "not judged on a CPU" : ratio >= Aim ? "pass" : "falls short";
            Console.Out.WriteLine(
                $"| {workload.Name} | {workload.BatchSize} | {where} | {Measuring.Median(ours):F0} | {Measuring.Median(theirs):F0} | {ratio:F2} | {Aim} x: {verdict} |");
        }

        return 0;
    }

    /// <summary>Steps a second of our fit, and where its rows lay.</summary>
    private static (double Steps, string Where) Ours(GpuWorkload workload, Device device, int epochs)
    {
        var context = new MLContext();
        using var model = workload.Trainer(context, device, epochs).Fit(workload.Data(context));
        var ends = model.History.Events.Where(one => one.Kind == TrainingEventKind.TrainingLoss).Select(one => one.Elapsed.TotalSeconds).ToList();
        var times = ends.Zip(ends.Skip(1), (start, end) => end - start).Skip(1); // the first loss is that before training
        var note = model.History.Events.FirstOrDefault(one => one.Kind == TrainingEventKind.Note)?.Text;
        return (workload.StepsPerEpoch / Measuring.Median(times), note is null ? "in memory" : note.Contains(" lie on ", StringComparison.Ordinal) ? "on the device" : note);
    }

    /// <summary>Steps a second of the PyTorch loop; not a number where it cannot run, which is said.</summary>
    private static double Theirs(CommandLine line, GpuWorkload workload, string device, int epochs)
    {
        var start = new ProcessStartInfo(line.Find("python") ?? "/usr/bin/python3") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in new[] { line.Find("script") ?? "benchmarks/peers/gpu_pytorch.py", workload.Name, $"{workload.BatchSize}", device, $"{epochs}" })
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            Console.Error.WriteLine($"{string.Join(' ', start.ArgumentList)} ended with {process.ExitCode}: {errors.Result.TrimEnd().Split('\n')[^1]}");
            return double.NaN;
        }

        return JsonDocument.Parse(output).RootElement.GetProperty("steps_per_s").GetDouble();
    }
}
