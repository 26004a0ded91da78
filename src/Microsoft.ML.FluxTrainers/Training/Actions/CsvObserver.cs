// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Globalization;
using System.Text;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Writes lines that are not written yet, those of epochs before an interruption too.</summary>
internal sealed class CsvObserver(string path, ObservedFit fit) : TrainingObserver
{
    private int _events;
    private bool _isBegun;

    public override void After(EpochResult result, TrainingContext context) => Write(context.History, result.LearningRate);

    public override void End(TrainingHistory history) => Write(history, fit.LearningRate);

    private void Write(TrainingHistory history, double learningRate)
    {
        var text = new StringBuilder();
        if (!_isBegun)
        {
            Append(text, ["epoch", "training loss", "validation loss", .. fit.Measure is { } measure ? [measure.Name] : Array.Empty<string>(), "learning rate", "seconds"]);
        }

        // Of earlier fits, whose optimizer may have been another, the rate is known only where a schedule's is in the history.
        var earlier = history.FitStart.Events > 0 ? history.Events[history.FitStart.Events - 1].Epoch : 0;
        foreach (var epoch in history.Events.Skip(_events).GroupBy(one => one.Epoch).Where(epoch => epoch.Any(one => one.Kind == TrainingEventKind.TrainingLoss)))
        {
            Append(text, Cells([.. epoch], epoch.Key > earlier ? learningRate : null));
        }

        _events = history.Events.Count;
        if (text.Length > 0)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!); // as the other sinks do
            using var file = new FileStream(path, _isBegun ? FileMode.Append : FileMode.Create, FileAccess.Write, FileShare.Read);
            file.Write(Encoding.UTF8.GetBytes(text.ToString()));
            _isBegun = true;
        }
    }

    private IEnumerable<string> Cells(List<TrainingEvent> epoch, double? learningRate)
    {
        double? Value(TrainingEventKind kind, string? name = null) => epoch.Find(one => one.Kind == kind && one.Text == name)?.Value;
        yield return epoch[0].Epoch.ToString(CultureInfo.InvariantCulture);
        yield return Text(Value(TrainingEventKind.TrainingLoss));
        yield return Text(Value(TrainingEventKind.ValidationLoss));
        if (fit.Measure is { } measure)
        {
            yield return Text(Value(TrainingEventKind.Metric, measure.Name));
        }

        yield return Text(Value(TrainingEventKind.Metric, LearningRateSchedule.MetricName) ?? learningRate);
        yield return Text(epoch[^1].Elapsed.TotalSeconds);
    }

    private static string Text(double? value) => value?.ToString("R", CultureInfo.InvariantCulture) ?? "";

    private static void Append(StringBuilder text, IEnumerable<string> cells) => text.AppendJoin(',', cells.Select(Quoted)).Append('\n');

    private static string Quoted(string cell) =>
        cell.AsSpan().ContainsAny(",\"\r\n") ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;
}
