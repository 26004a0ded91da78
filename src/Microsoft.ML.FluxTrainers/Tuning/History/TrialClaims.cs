// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Diagnostics;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Marks of trials under way: a file each, which its owner renews.</summary>
/// <remarks>The file is created if it is not there, which one process alone can do, on network file systems too. Its text changes with each renewal; who sees the same text for longer than the
/// expiry, by a clock of its own, takes the trial over. So clocks of different machines need not agree.</remarks>
internal sealed class TrialClaims : IDisposable
{
    private static readonly TimeSpan _longestPause = TimeSpan.FromHours(1); // .NET's timers cannot wait for years
    private readonly string _folder;
    private readonly TimeSpan _expiry;
    private readonly string _owner = Guid.NewGuid().ToString("N");
    private readonly HashSet<int> _mine = [];
    private readonly Dictionary<int, (string Text, Stopwatch Since)> _seen = [];
    private readonly Timer _renewal;
    private int _renewals;

    public TrialClaims(string folder, TimeSpan expiry)
    {
        (_folder, _expiry) = (folder, expiry);
        var pause = expiry / 4 < _longestPause ? expiry / 4 : _longestPause;
        _renewal = new Timer(_ => Renew(), null, pause, pause);
    }

    public bool Take(int id)
    {
        lock (_mine)
        {
            if (_mine.Contains(id))
            {
                return false; // another thread of this process is at it
            }

            if (Create(id) || (IsExpired(id) && Replace(id)))
            {
                _mine.Add(id);
                return true;
            }

            return false;
        }
    }

    public void GiveBack(int id)
    {
        lock (_mine)
        {
            if (_mine.Remove(id))
            {
                Try(() => File.Delete(PathOf(id)));
            }
        }
    }

    public void Dispose()
    {
        _renewal.Dispose();
        lock (_mine)
        {
            foreach (var id in _mine.ToList())
            {
                GiveBack(id);
            }
        }
    }

    private bool Create(int id) => Try(() =>
    {
        Directory.CreateDirectory(_folder);
        using var file = new FileStream(PathOf(id), FileMode.CreateNew, FileAccess.Write, FileShare.Read);
        file.Write(Text());
    });

    private bool IsExpired(int id)
    {
        var text = "";
        if (!Try(() => text = File.ReadAllText(PathOf(id))))
        {
            return false; // it was just given back, or is being renewed
        }

        if (!_seen.TryGetValue(id, out var seen) || seen.Text != text)
        {
            _seen[id] = (text, Stopwatch.StartNew());
            return false;
        }

        return seen.Since.Elapsed > _expiry;
    }

    // Of two that do this at once both may win: then both make the trial, and write the same file.
    private bool Replace(int id) => Try(() => File.Delete(PathOf(id))) && Create(id);

    private void Renew()
    {
        lock (_mine)
        {
            _renewals++;
            foreach (var id in _mine)
            {
                Try(() => File.WriteAllBytes(PathOf(id), Text().ToArray()));
            }
        }
    }

    private ReadOnlySpan<byte> Text() => System.Text.Encoding.UTF8.GetBytes(FormattableString.Invariant($"{_owner} {_renewals}"));

    private string PathOf(int id) => Path.Combine(_folder, FormattableString.Invariant($"trial-{id:D6}.claim"));

    private static bool Try(Action action)
    {
        try
        {
            action();
            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
