// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using TorchSharp;

namespace Microsoft.ML.FluxTrainers;

/// <summary>A network and all that trains it, ready for the first step.</summary>
internal sealed class PreparedFit : IDisposable
{
    /// <summary>Builds the network, and settles runner and threads; on the thread that will train.</summary>
    /// <param name="request">What is trained, on what and how.</param>
    /// <param name="checkAlive">Asked before each update; throws to end the fit.</param>
    /// <exception cref="InvalidOperationException">The network does not fit the data.</exception>
    public PreparedFit(FitRequest request, Action checkAlive)
    {
        var streams = new RandomStreams(request.Seed);
        Network = InitialNetwork.Create(request.Builder, request.Shape, streams);
        Runner = RunnerChoice.Make(Network, request, streams);
        var batch = Math.Min(request.Settings.BatchSize, request.Train.Count);
        var threads = request.Run.Threads ?? request.Previous?.History.Threads ?? FitThread.DefaultThreads(Runner.Parameters.Length, batch);
        if (Runner is EagerRunner)
        {
            torch.set_num_threads(threads);
        }

        var setup = new TrainingSetup(Runner.Name, threads, request.Device.ToString(), request.Seed);
        Session = new TrainingSession(Runner, streams, request.Train.Count, setup);
        if (request.Previous is { } earlier)
        {
            Session.Load(earlier.State, earlier.History, request.Settings.Optimizer);
        }

        Update = new UpdateRule(Session, request.Settings, new Solo(), checkAlive);
    }

    /// <summary>The network as it was built.</summary>
    public InitialNetwork Network { get; }

    public IEpochRunner Runner { get; }

    public TrainingSession Session { get; }

    public UpdateRule Update { get; }

    public void Dispose()
    {
        Session.Dispose();
        Runner.Dispose();
    }
}
