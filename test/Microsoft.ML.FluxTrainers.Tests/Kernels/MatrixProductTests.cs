// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Globalization;
using System.Runtime.Intrinsics;
using System.Text.RegularExpressions;
using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>The kernels on each kind of processor that this machine can stand for, by switching its instructions off.</summary>
public sealed partial class MatrixProductTests
{
    private static readonly (string, string?)[] _noAvx512 = [("DOTNET_EnableAVX512", "0"), ("DOTNET_EnableAVX512F", "0")];

    /// <summary>Of masks, exponentials, activations and steps of Adam: equal with all kinds of instructions.</summary>
    private const string Hash = "5de8d10ad39e9ef4";

    [Test]
    public void Products_and_convolutions_are_exact_to_rounding_with_all_instructions() => Check([]);

    [Test]
    public void Products_and_convolutions_are_exact_to_rounding_without_AVX_512() =>
        Check(_noAvx512, Vector256.IsHardwareAccelerated ? 256 : null);

    [Test]
    public void Products_and_convolutions_are_exact_to_rounding_without_AVX() =>
        Check([.. _noAvx512, ("DOTNET_EnableAVX2", "0"), ("DOTNET_EnableAVX", "0")], 128);

    [Test]
    public void Products_and_convolutions_are_exact_to_rounding_without_any_vectors() => Check([("DOTNET_EnableHWIntrinsic", "0")]);

    /// <summary>A sum of k products in single precision is off by at most about k roundings of 6e-8 of its terms' magnitudes;
    /// in practice by far fewer.</summary>
    private static void Check((string, string?)[] environment, int? width = null)
    {
        var process = TestProcess.Run("kernels", environment);

        Assert.That(process.ExitCode, Is.Zero, process.Error);
        var match = Result().Match(process.Output);
        Assert.That(match.Success, process.Output);
        Assert.That(double.Parse(match.Groups["error"].Value, CultureInfo.InvariantCulture), Is.LessThan(1e-6), process.Output);
        Assert.That(match.Groups["same"].Value, Is.EqualTo("True"), process.Output);
        Assert.That(match.Groups["hash"].Value, Is.EqualTo(Hash), process.Output);
        if (width is not null)
        {
            Assert.That(match.Groups["width"].Value, Is.EqualTo($"{width}"), process.Output);
        }
    }

    [GeneratedRegex(@"vectors of (?<width>\d+) bits, largest error (?<error>\S+), rows alone same bits: (?<same>\w+), hash (?<hash>\w+)")]
    private static partial Regex Result();
}
