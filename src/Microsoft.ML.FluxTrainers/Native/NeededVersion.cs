// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>A version of another library that a library asks for when it is loaded.</summary>
/// <param name="Library">The other library, such as <c>libstdc++.so.6</c>.</param>
/// <param name="Name">The version, such as <c>GLIBCXX_3.4.32</c>.</param>
/// <param name="Position">Where the entry (Elf64_Vernaux) lies in the file, in bytes.</param>
/// <param name="IsWeak">Whether the loader tolerates its absence.</param>
/// <param name="IsUsed">Whether a relocation takes a symbol of this version, so that it is really needed.</param>
internal sealed record NeededVersion(string Library, string Name, int Position, bool IsWeak, bool IsUsed);
