// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Runtime.InteropServices;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Where the rows of a fit lie: on the device where they fit, else they go there block after block.</summary>
internal sealed class RowPlacement : IDisposable
{
    /// <summary>The share of the free memory of a device that rows may take: the rest is for activations.</summary>
    public const double Share = 0.5;

    private const double BytesPerGigabyte = 1e9;
    private readonly List<DeviceRows> _placed = [];
    private readonly List<string> _lines = [];

    /// <summary>Places the rows.</summary>
    /// <param name="request">The fit.</param>
    /// <param name="checkAlive">Asked now and then; throws to stop.</param>
    public RowPlacement(FitRequest request, Action checkAlive)
    {
        Request = request;
        var traits = request.Traits;
        if (!traits.KeepsRows)
        {
            return;
        }

        try
        {
            var budget = traits.FreeBytes() * Share;
            var train = Place("training", request.Train, isTrained: true, budget);
            var validation = request.Validation is { } held ? Place("validation", held, isTrained: false, budget - (train is null ? 0 : Bytes(request, request.Train))) : null;
            Request = request with { Train = train ?? request.Train, Validation = validation ?? request.Validation };
        }
        catch
        {
            Dispose();
            throw;
        }

        DeviceRows? Place(string name, ITrainingRows rows, bool isTrained, double? room)
        {
            if (Obstacle(request, rows, isTrained, room) is { } obstacle)
            {
                _lines.Add(FormattableString.Invariant($"The {rows.Count} {name} rows go to {request.Device} in blocks: {obstacle}."));
                return null;
            }

            try
            {
                _placed.Add(new DeviceRows(rows, request.Shape.Row, request.Settings.Loss.TargetType, request.Device.ToTorch(), request.Settings.BatchSize, checkAlive));
            }
            catch (ExternalException error) when (error.Message.Contains("out of memory", StringComparison.OrdinalIgnoreCase))
            {
                _lines.Add(FormattableString.Invariant($"The {rows.Count} {name} rows go to {request.Device} in blocks: {TorchErrors.FirstLine(error)}"));
                return null;
            }

            _lines.Add(FormattableString.Invariant($"The {rows.Count} {name} rows lie on {request.Device}: {Bytes(request, rows) / BytesPerGigabyte:G3} GB."));
            return _placed[^1];
        }
    }

    /// <summary>The fit with its rows where they lie.</summary>
    public FitRequest Request { get; }

    /// <summary>Where the rows lie, and why not on the device, as sentences; empty where there is no other place than the memory of this process.</summary>
    public IReadOnlyList<string> Lines => _lines;

    public void Dispose() => _placed.ForEach(rows => rows.Dispose());

    /// <summary>Why rows cannot lie on the device, as the end of a sentence; or null.</summary>
    private static string? Obstacle(FitRequest request, ITrainingRows rows, bool isTrained, double? room)
    {
        if (rows is not MemoryRows)
        {
            return "they are not in memory";
        }

        if (isTrained && rows.Augmenter is not null)
        {
            return "they are varied in each epoch";
        }

        // Beside the rows themselves there is what is gathered of them, once more while the next is gathered.
        var batch = sizeof(float) * (double)Math.Min(request.Settings.BatchSize, rows.Count) * rows.Input.Width;
        var need = Bytes(request, rows) + (2 * Math.Max(DeviceRows.GatheredBytes, batch));
        return room is not { } bytes ? "its free memory is not known"
            : need > bytes ? FormattableString.Invariant($"they need {need / BytesPerGigabyte:G3} GB there, of which they may take {Math.Max(bytes, 0) / BytesPerGigabyte:G3} GB")
            : null;
    }

    private static double Bytes(FitRequest request, ITrainingRows rows)
    {
        var target = request.Settings.Loss.TargetType == TargetType.ClassIndex ? sizeof(long) : sizeof(float) * (double)rows.Target.Outputs;
        return rows.Count * ((sizeof(float) * (rows.Input.Width + 1.0)) + target); // with a weight
    }
}
