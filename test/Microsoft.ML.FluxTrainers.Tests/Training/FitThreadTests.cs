// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

public sealed class FitThreadTests
{
    // Iris with MLP(5, 4); 28 features with MLP(128, 64); small images with three convolutions; ResNet 18 on 224 x 224 pixels.
    [TestCase(47, 8, false, false)]
    [TestCase(11904, 256, false, true)]
    [TestCase(11904, 256, true, false)]
    [TestCase(1_500_000, 50, true, false)]
    [TestCase(1_800_000_000, 32, true, true)]
    public void Large_steps_take_all_cores(long multiplyAdds, int batchSize, bool isEager, bool isLarge) =>
        Assert.That(FitThread.DefaultThreads(multiplyAdds, batchSize, isEager), Is.EqualTo(isLarge ? Environment.ProcessorCount : 1));
}
