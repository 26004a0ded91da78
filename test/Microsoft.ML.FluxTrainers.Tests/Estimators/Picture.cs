// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>A value of a type that ML.NET does not know, which its reader disposes: like an image.</summary>
internal sealed class Picture(int number) : IDisposable
{
    public int Number => number;

    public bool IsDisposed { get; private set; }

    public void Dispose() => IsDisposed = true;
}
