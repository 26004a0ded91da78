// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Writes the numbers of each cycle, and what the weights look like.</summary>
internal sealed class TensorBoardObserver(string folder, bool histograms, GradientWatch? gradient, IReadOnlyList<TensorSlot> parameters) : TrainingObserver
{
    private readonly EventFile _file = new(folder);

    public override void After(EpochResult result, TrainingContext context)
    {
        _file.Begin(result.Epoch);
        _file.AddScalar("loss/training", result.TrainingLoss);
        if (result.ValidationLoss is { } validation)
        {
            _file.AddScalar("loss/validation", validation);
        }

        foreach (var (name, value) in result.Metrics)
        {
            _file.AddScalar($"metrics/{name}", value);
        }

        _file.AddScalar("learning rate", result.LearningRate);
        if (histograms)
        {
            AddHistograms(context);
        }

        _file.Write();
    }

    private void AddHistograms(TrainingContext context)
    {
        foreach (var (name, values) in context.CopyParameters())
        {
            _file.AddHistogram($"weights/{name}", values);
        }

        if (gradient is { Last.Length: > 0 } watch)
        {
            foreach (var slot in parameters)
            {
                _file.AddHistogram($"gradients/{slot.Name}", watch.Last.AsSpan()[slot.Range]);
            }
        }
    }
}
