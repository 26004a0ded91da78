// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>A network and all that trains it, ready for the first step.</summary>
internal sealed class PreparedFit : IDisposable
{
    private readonly TorchThreads? _torchThreads;
    private readonly RowPlacement _placement;

    /// <summary>Builds the network, and settles runner and threads; on the thread that will train.</summary>
    /// <param name="request">What is trained, on what and how.</param>
    /// <param name="checkAlive">Asked before each update; throws to end the fit.</param>
    /// <param name="updated">Called after each update, or null.</param>
    /// <exception cref="InvalidOperationException">The network does not fit the data.</exception>
    public PreparedFit(FitRequest request, Action checkAlive, Action? updated = null)
    {
        var streams = new RandomStreams(request.Seed);
        Network = InitialNetwork.Create(request.Builder, request.Shape, streams);
        var batch = Math.Min(request.Settings.BatchSize, request.Train.Count);
        int Threads(bool isTorch) => request.Run.Threads ?? request.Previous?.History.Threads
            ?? FitThread.DefaultThreads(Network.MultiplyAddsPerRow(), batch, isTorch);
        (Runner, Pretrained, var grouping) = TakeOver(Network, request, streams, Threads(isTorch: false));
        var threads = Threads(Runner is EagerRunner && Network.Weights is not null); // of other modules the work is hardly known
        _torchThreads = Runner is EagerRunner ? new TorchThreads(threads) : null;

        var setup = new TrainingSetup(Runner.Name, threads, request.Device.ToString(), request.Seed)
        {
            Measure = request.Settings.Metric?.Measure,
        };
        try
        {
            _placement = new RowPlacement(request, checkAlive);
            Session = new TrainingSession(Runner, streams, request.Train.Count, setup)
            {
                Order = new EpochOrder(request.Settings.RowOrder, streams.Shuffle, request.Seed),
                Average = request.Settings.WeightAveraging is { } averaging ? new WeightAverage(averaging, Runner.Parameters) : null,
            };
            if (request.Previous is { } earlier)
            {
                Session.Load(earlier, request.Settings.Optimizer);
            }

            // The steps of a line search are no updates.
            var watched = request.Run.Actions.Any(action => action.WantsUpdate) && !request.Settings.Optimizer.NeedsClosure ? Runner.Parameters : null;
            Gradient = request.Run.Actions.Any(action => action.WantsGradient) ? new GradientWatch(new Solo(), request.Train.Count, watched) : null;
            Update = new UpdateRule(Session, request.Settings, Gradient ?? (ICollective)new Solo(), checkAlive)
            {
                Groups = grouping is null ? null : new GroupedUpdate(Session, request.Settings, grouping.Ranges(Runner.TrainedParameters)),
                Updated = updated,
            };
        }
        catch
        {
            Session?.Dispose();
            Runner.Dispose();
            _placement?.Dispose();
            _torchThreads?.Dispose();
            throw;
        }
    }

    /// <summary>What was asked for, with the rows where they lie now.</summary>
    public FitRequest Request => _placement.Request;

    /// <summary>Where the rows lie, as sentences; empty where nothing is to be said.</summary>
    public IReadOnlyList<string> Places => _placement.Lines;

    /// <summary>The network as it was built.</summary>
    public InitialNetwork Network { get; }

    /// <summary>What was loaded from a file of weights, as a sentence for the log; null where there is none.</summary>
    public string? Pretrained { get; }

    public IEpochRunner Runner { get; }

    public TrainingSession Session { get; }

    public UpdateRule Update { get; }

    /// <summary>Keeps gradients, or null where no action wants them.</summary>
    public GradientWatch? Gradient { get; }

    public void Dispose()
    {
        Update.Dispose();
        Session.Dispose();
        Runner.Dispose();
        _placement.Dispose();
        _torchThreads?.Dispose();
    }

    /// <summary>Loads, freezes and groups weights, before a runner takes them over.</summary>
    private static (IEpochRunner Runner, string? Pretrained, ParameterGrouping? Grouping) TakeOver(
        InitialNetwork network, FitRequest request, RandomStreams streams, int threads)
    {
        try
        {
            var frozen = FrozenLayers.Of(request.Settings.FrozenLayers, network);
            var grouping = ParameterGrouping.Of(request.Settings.ParameterGroups, network);
            var loaded = request.Settings.Pretrained is { } file ? PretrainedLoader.Load(file, network) : null;
            return (RunnerChoice.Make(network, request, frozen, streams, threads), loaded, grouping);
        }
        catch
        {
            network.Module?.Dispose();
            throw;
        }
    }
}
