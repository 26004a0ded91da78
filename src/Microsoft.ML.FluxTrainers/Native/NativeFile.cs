// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>A native library of torch's and where it came from.</summary>
/// <param name="Name">The file's name, such as <c>libtorch_cpu.so</c>.</param>
/// <param name="Path">The file that is loaded; where <paramref name="IsMended"/>, the mended copy.</param>
/// <param name="Source">Where the file was found, in words, such as <c>package cache</c>.</param>
/// <param name="IsMended">Whether a copy is loaded that asks for fewer versions of libstdc++ than the shipped file.</param>
public sealed record NativeFile(string Name, string Path, string Source, bool IsMended)
{
    /// <summary>One line: the name, the path and the source.</summary>
    public override string ToString() => $"{Name}: {Path} ({Source}{(IsMended ? ", mended copy" : "")})";
}
