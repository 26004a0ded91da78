// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using TorchSharp;

namespace Microsoft.ML.FluxTrainers.TestProcess;

/// <summary>load [threads]: loads torch from so many threads at once, adds two tensors, prints the sum and the notice for the log.</summary>
internal static class LoadVerb
{
    public static void Run(string[] args)
    {
        var threads = args.Length > 0 ? int.Parse(args[0], System.Globalization.CultureInfo.InvariantCulture) : 1;
        using var start = new Barrier(threads);
        var failures = new string?[threads];
        var workers = Enumerable.Range(0, threads).Select(i => new Thread(() => failures[i] = Load(start))).ToList();
        workers.ForEach(worker => worker.Start());
        workers.ForEach(worker => worker.Join());
        if (failures.OfType<string>().ToList() is { Count: > 0 } all)
        {
            throw new InvalidOperationException($"{all.Count} of {threads} threads failed, {all.Distinct().Count()} kinds: {all[0]}");
        }

        using var one = torch.ones(2);
        using var sum = one.add(one).sum();
        Console.Out.WriteLine(FormattableString.Invariant($"sum {sum.item<float>()}"));
        Console.Out.WriteLine($"first notice: {TorchNative.TakeNotice() ?? "none"}");
        Console.Out.WriteLine($"second notice: {TorchNative.TakeNotice() ?? "none"}");
    }

    private static string? Load(Barrier start)
    {
        start.SignalAndWait();
        try
        {
            TorchNative.EnsureLoaded();
            return null;
        }
        catch (TorchNotAvailableException e)
        {
            return e.Message;
        }
    }
}
