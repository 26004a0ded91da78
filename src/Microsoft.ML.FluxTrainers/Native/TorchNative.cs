// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using TorchSharp;

namespace Microsoft.ML.FluxTrainers;

/// <summary>The one door to torch's natives: whoever uses TorchSharp calls <see cref="EnsureLoaded"/> first.</summary>
internal static class TorchNative
{
    // A process loads natives once; both the libraries and a failure stay for its lifetime.
    private static readonly Lazy<TorchLoadResult> _result = new(Load);
    private static int _noticeTaken;

    /// <summary>How loading went. The first use loads.</summary>
    public static TorchLoadResult Result => _result.Value;

    /// <summary>Loads torch's natives, unless that is done. Safe to call from any thread, and cheap after the first call.</summary>
    /// <exception cref="TorchNotAvailableException">They cannot be loaded; the same message at each call.</exception>
    public static void EnsureLoaded()
    {
        if (_result.Value.Error is { } error)
        {
            throw new TorchNotAvailableException(error.Message, error);
        }
    }

    /// <summary>A sentence for the log if a mended copy is in use: once in a process, null ever after and where nothing was mended.</summary>
    public static string? TakeNotice()
    {
        var mended = _result.IsValueCreated ? _result.Value.Files.FirstOrDefault(file => file.IsMended) : null;
        return mended is null || Interlocked.Exchange(ref _noticeTaken, 1) == 1
            ? null
            : $"This system's libstdc++ is older than the one {mended.Name} was built with; a mended copy is in use: {mended.Path}.";
    }

    private static TorchLoadResult Load()
    {
        try
        {
            var locator = NativeLocator.ForThisProcess();
            var files = TorchLoader.Load(locator);
            StartTorchSharp(locator);
            NativeHeap.KeepFreedMemory();
            return new TorchLoadResult(files, null);
        }
        catch (TorchNotAvailableException e)
        {
            return new TorchLoadResult([], e);
        }
        catch (Exception e)
        {
            return new TorchLoadResult([], new TorchNotAvailableException($"Torch cannot be loaded: {e.Message}", e));
        }
    }

    private static void StartTorchSharp(NativeLocator locator)
    {
        try
        {
            torch.InitializeDeviceType(DeviceType.CPU);
        }
        catch (Exception e)
        {
            throw locator.FindLibtorch() is null
                ? LoadFailure.MissingLibtorch(locator)
                : LoadFailure.Explain(locator.Platform.FileOf("LibTorchSharp"), e.GetBaseException());
        }
    }
}
