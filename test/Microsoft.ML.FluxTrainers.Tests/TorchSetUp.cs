// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using NUnit.Framework;
using TorchSharp;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>Tests that use TorchSharp directly need its natives as our library loads them. One thread: small tensors run
/// faster, and sums come out the same on every machine.</summary>
[SetUpFixture]
public sealed class TorchSetUp
{
    [OneTimeSetUp]
    public void LoadTorch()
    {
        TorchNative.EnsureLoaded();
        torch.set_num_threads(1);
    }
}
