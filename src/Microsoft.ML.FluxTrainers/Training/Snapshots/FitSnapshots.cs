// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Diagnostics;

namespace Microsoft.ML.FluxTrainers;

/// <summary>The snapshots of one fit, while it runs.</summary>
internal sealed class FitSnapshots : IDisposable
{
    private readonly Snapshots _options;
    private readonly TrainerProgress _log;
    private readonly string _path;
    private readonly RunFolder _folder;
    private readonly Stopwatch _sinceLast = Stopwatch.StartNew();
    private FileStream? _lock;
    private bool _hasFailed;

    private FitSnapshots(Snapshots options, string id, TrainerProgress log)
    {
        (_options, _log, _path) = (options, log, Path.Combine(options.Folder, id));
        _folder = new RunFolder(_path);
    }

    /// <summary>Where the fit goes on, or null where it begins.</summary>
    public EarlierFit? Resumed { get; private set; }

    /// <summary>Opens the run's folder and looks for a snapshot; null where none are wanted.</summary>
    /// <exception cref="IOException">That failed, and the options say that it is an error.</exception>
    public static FitSnapshots? Open(FitRequest request, TrainerProgress log)
    {
        if (request.Run.Snapshots is not { } options)
        {
            return null;
        }

        var snapshots = new FitSnapshots(options, RunId.Of(request, request.Train.Fingerprint()), log);
        try
        {
            snapshots.Try("No snapshots of this fit are kept", () => snapshots.Begin(request));
            return snapshots;
        }
        catch
        {
            snapshots.Dispose();
            throw;
        }
    }

    /// <summary>Writes a snapshot where one is due.</summary>
    /// <exception cref="IOException">That failed, and the options say that it is an error.</exception>
    public void AfterEpoch(int epoch, Func<EarlierFit> fit)
    {
        if (_lock is not null && _options.IsDue(epoch, _sinceLast.Elapsed))
        {
            Try(FormattableString.Invariant($"The snapshot of epoch {epoch} was not written"), () => _folder.Write(fit(), _options.Keep));
            _sinceLast.Restart();
        }
    }

    /// <summary>Marks the run as finished.</summary>
    public void Finish()
    {
        if (_lock is not null)
        {
            Try("The run is not marked as finished", _folder.Finish);
        }
    }

    public void Dispose() => _lock?.Dispose();

    private void Begin(FitRequest request)
    {
        _lock = _folder.Open();
        try
        {
            _folder.Begin(RunId.OfOptions(request.Options), request.Seed);
            Resumed = Newest();
        }
        catch
        {
            _lock.Dispose();
            _lock = null;
            throw;
        }

        if (Resumed is { } earlier)
        {
            _log.Tell(new TrainingMessage(
                TrainingMessage.FitResumed, $"The fit goes on after epoch {earlier.State.Epoch}, from a snapshot in '{_path}'.", "Epoch", "Folder"));
        }
    }

    private EarlierFit? Newest()
    {
        foreach (var file in _folder.Files)
        {
            try
            {
                return SnapshotFile.Read(file);
            }
            catch (InvalidDataException error)
            {
                _log.Warning($"The snapshot '{file}' is damaged and passed over: {error.Message}");
            }
        }

        return null;
    }

    private void Try(string failure, Action work)
    {
        try
        {
            work();
            _hasFailed = false;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            var message = $"{failure} in '{_path}': {error.Message}";
            if (_options.OnFailure == SnapshotFailure.Error)
            {
                throw new IOException(message, error);
            }

            if (!_hasFailed)
            {
                _log.Warning($"{message} The training goes on without.");
            }

            _hasFailed = true; // one warning until it works again
        }
    }
}
