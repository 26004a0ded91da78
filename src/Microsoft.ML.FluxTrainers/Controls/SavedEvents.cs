// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>The events of a history that are saved: all, or of more than can be read again the first, a note of that and the reason for the stop.</summary>
/// <param name="Events">The events, oldest first.</param>
/// <param name="FitStart">How many of them belong to earlier fits.</param>
internal sealed record SavedEvents(IReadOnlyList<TrainingEvent> Events, int FitStart)
{
    /// <summary>What no event exceeds beside its text: the longest kind, epoch, number and time, with the names of each.</summary>
    private const int MostEventBytes = 120;

    /// <summary>What no letter exceeds: "\u00B2" has 6 bytes, and a comma may cost a reader as much as a number.</summary>
    private const int MostLetterBytes = 16;

    private const int NoteBytes = 512;

    /// <summary>Chooses the events.</summary>
    /// <param name="history">The whole history.</param>
    /// <param name="room">How many bytes there are for events.</param>
    public static SavedEvents Of(TrainingHistory history, long room)
    {
        var events = history.Events;
        if (Fitting(events, room) == events.Count)
        {
            return new(events, history.FitStart.Events);
        }

        TrainingEvent[] stop = [.. events.Skip(history.FitStart.Events).Where(one => one.Kind == TrainingEventKind.Stop).TakeLast(1)];
        var kept = Fitting(events, room - NoteBytes - stop.Sum(Bytes));
        var note = FormattableString.Invariant($"Of the {events.Count} events of the training, the first {kept} were saved: all would be too long to be read again.");
        return new(
            [.. events.Take(kept), TrainingEvent.Note(kept > 0 ? events[kept - 1].Epoch : 0, note, history.Elapsed), .. stop],
            Math.Min(history.FitStart.Events, kept));
    }

    private static int Fitting(IReadOnlyList<TrainingEvent> events, long room)
    {
        var count = 0;
        while (count < events.Count && (room -= Bytes(events[count])) >= 0)
        {
            count++;
        }

        return count;
    }

    private static long Bytes(TrainingEvent one)
    {
        long bytes = MostEventBytes;
        foreach (var letter in one.Text ?? "")
        {
            bytes += char.IsAsciiLetterOrDigit(letter) || letter == ' ' ? 1 : MostLetterBytes;
        }

        return bytes;
    }
}
