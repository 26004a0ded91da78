// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Globalization;
using System.Runtime.InteropServices;
using NUnit.Framework;
using TorchSharp;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>Torch is loaded: see <see cref="TorchSetUp"/>.</summary>
[Platform("Linux")]
public sealed class NativeHeapTests
{
    private const int Pages = 1000;
    private const int Floats = Pages * 4096 / sizeof(float);

    // Without, each of the 20 tensors would cost 1000 page faults.
    [Test]
    public void A_tensor_of_megabytes_gets_the_memory_that_the_last_one_had()
    {
        Assume.That(RuntimeInformation.RuntimeIdentifier, Does.Not.Contain("musl"), "another C library");
        Use();
        var before = PageFaults();
        for (var i = 0; i < 20; i++)
        {
            Use();
        }

        Assert.That(PageFaults() - before, Is.LessThan(5 * Pages));
    }

    private static void Use()
    {
        using var tensor = torch.zeros(Floats);
    }

    /// <summary>Those of this thread that needed no disk: field 10 of stat in proc(5).</summary>
    private static long PageFaults()
    {
        var fields = File.ReadAllText("/proc/thread-self/stat").Split(") ")[^1].Split(' ');
        return long.Parse(fields[7], CultureInfo.InvariantCulture);
    }
}
