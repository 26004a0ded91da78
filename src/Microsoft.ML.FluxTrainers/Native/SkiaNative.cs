// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Calls into SkiaSharp, whose native library may be missing.</summary>
internal static class SkiaNative
{
    /// <summary>Runs something that needs the native library.</summary>
    /// <exception cref="InvalidOperationException">It cannot be loaded; the message names the package to add.</exception>
    public static T Run<T>(Func<T> call)
    {
        try
        {
            return call();
        }
        catch (Exception exception) when (exception.GetBaseException() is DllNotFoundException)
        {
            throw new InvalidOperationException(
                "SkiaSharp, which reads and resizes images and draws charts as .png, cannot load its native library libSkiaSharp: "
                + $"{exception.GetBaseException().Message} On Linux, reference the package SkiaSharp.NativeAssets.Linux.NoDependencies "
                + "in the version of SkiaSharp; elsewhere the package SkiaSharp brings it. Pixel vectors and charts as .svg do not need it.",
                exception);
        }
    }
}
