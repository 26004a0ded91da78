// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Collections.Concurrent;

namespace Microsoft.ML.FluxTrainers;

/// <summary>A folder with one file a trial, which many processes may share.</summary>
/// <remarks>
/// What depends on the search alone is in a folder named by its id: the same bytes, whoever made them, in whatever order. Beside it is a folder for what does not: how long trials
/// took, claims, and files that are not whole yet.
/// </remarks>
internal sealed class FolderStore : ITrialStore
{
    private const int MaxBytes = 16 << 20;
    private readonly string _trials;
    private readonly string _work;
    private readonly TimeSpan? _trialTimeLimit;
    private readonly TrialSharing? _sharing;
    private readonly TrialClaims? _claims;
    private readonly Action<string> _warn;
    private readonly ConcurrentDictionary<int, bool> _warned = []; // trials whose files were told of: while they are waited for, they are looked at many times
    private readonly ConcurrentDictionary<int, bool> _damaged = [];

    public FolderStore(string folder, string searchId, string description, TimeSpan? trialTimeLimit, TrialSharing? sharing, Action<string> warn)
    {
        var whole = Path.GetFullPath(folder);
        (_trials, _work) = (Path.Combine(whole, searchId), Path.Combine(whole, $"{searchId}.work"));
        (_trialTimeLimit, _sharing, _warn) = (trialTimeLimit, sharing, warn);
        _claims = sharing?.Expiry is { } expiry ? new TrialClaims(Path.Combine(_work, "claims"), expiry) : null;
        Write(Path.Combine(_trials, "search.json"), description);
    }

    public TuningTrial? Find(TrialPlan plan)
    {
        var path = PathOf(plan.Id);
        try
        {
            return File.Exists(path) && TrialFile.Read(Text(path), plan) is { } trial && IsFinal(trial) ? Timed(trial) : null;
        }
        catch (InvalidDataException error)
        {
            _damaged[plan.Id] = true;
            WarnOnce(plan.Id, $"The file '{path}' of an earlier trial is of no use, so the trial is made again. {error.Message}");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            WarnOnce(plan.Id, $"The file '{path}' of an earlier trial cannot be read. {error.Message}");
        }

        return null;
    }

    public void Add(TuningTrial trial)
    {
        Write(PathOf(trial.Id), TrialFile.Write(trial));
        try
        {
            Write(TimesOf(trial.Id), TrialFile.WriteTimes(trial));
        }
        catch (IOException)
        {
            // Times are of interest only.
        }
    }

    // The owner of a damaged file may have ended long ago, or has its trial in memory: whoever needs it makes it, some perhaps twice, and all the same.
    public bool Claim(int id) => _sharing?.Part is { } part ? id % part.Count == part.Index || _damaged.ContainsKey(id) : _claims?.Take(id) ?? true;

    public void GiveBack(int id) => _claims?.GiveBack(id);

    public void Close() => _claims?.Dispose();

    // Processes that share a search go on from the same trials, so none of them may try again alone what has failed.
    private bool IsFinal(TuningTrial trial) => trial.Status switch
    {
        TrialStatus.TimedOut => _trialTimeLimit <= trial.TimeLimit,
        TrialStatus.Failed => _sharing is not null,
        _ => true,
    };

    private TuningTrial Timed(TuningTrial trial)
    {
        try
        {
            return File.Exists(TimesOf(trial.Id)) ? TrialFile.WithTimes(trial, Text(TimesOf(trial.Id))) : trial;
        }
        catch (Exception error) when (error is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            return trial;
        }
    }

    private void WarnOnce(int id, string message)
    {
        if (_warned.TryAdd(id, true))
        {
            _warn(message);
        }
    }

    private void Write(string path, string text) => WholeFile.Write(path, Path.Combine(_work, "unfinished"), stream => stream.Write(System.Text.Encoding.UTF8.GetBytes(text)));

    private static string Text(string path) => new FileInfo(path).Length <= MaxBytes
        ? File.ReadAllText(path)
        : throw new InvalidDataException($"It is larger than {MaxBytes} bytes.");

    private string PathOf(int id) => Path.Combine(_trials, FormattableString.Invariant($"trial-{id:D6}.json"));

    private string TimesOf(int id) => Path.Combine(_work, "times", FormattableString.Invariant($"trial-{id:D6}.json"));
}
