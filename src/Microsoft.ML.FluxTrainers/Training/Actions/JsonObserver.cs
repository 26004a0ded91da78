// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Diagnostics;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Replaces the file now and then, and at the end.</summary>
internal sealed class JsonObserver(string path) : TrainingObserver
{
    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(1);
    private readonly Stopwatch _sinceWritten = new();

    public override void After(EpochResult result, TrainingContext context)
    {
        if (!_sinceWritten.IsRunning || _sinceWritten.Elapsed >= _pause)
        {
            Write(context.History);
            _sinceWritten.Restart();
        }
    }

    public override void End(TrainingHistory history) => Write(history);

    private void Write(TrainingHistory history) => WholeFile.Write(path, stream => TrainingHistoryJson.Write(stream, history));
}
