// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>A scorer made when it first scores, and freed when its owner and the last of its users are done.</summary>
/// <remarks>Users come in two kinds. A cursor, which is always disposed, holds the scorer until then. The row of a prediction
/// engine is never told when the engine ends, so it holds the scorer only while it scores; after the owner is disposed, each
/// of its calls makes a scorer and frees it.</remarks>
internal sealed class SharedScorer(Func<IScorer> make) : IDisposable
{
    private readonly object _lock = new();
    private IScorer? _scorer;
    private int _users;
    private bool _closed;

    /// <summary>Keeps the scorer, once it is made, until the result is disposed.</summary>
    /// <exception cref="ObjectDisposedException">The owner is disposed.</exception>
    public IDisposable Hold()
    {
        lock (_lock)
        {
            ThrowIfClosed();
            _users++;
            return new Holder(this);
        }
    }

    /// <summary>Scores rows of a user that was let in before the owner was disposed.</summary>
    /// <param name="features">Scaled features, row after row.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="scores">Receives the network's raw outputs, row after row.</param>
    public void Score(float[] features, int rows, Span<float> scores)
    {
        var scorer = Enter();
        try
        {
            scorer.Score(features, rows, scores);
        }
        finally
        {
            Leave();
        }
    }

    /// <summary>Refuses new users after the owner is disposed.</summary>
    public void ThrowIfClosed() => ObjectDisposedException.ThrowIf(_closed, typeof(NeuralTransformer));

    public void Dispose()
    {
        lock (_lock)
        {
            _closed = true;
            FreeIfUnused();
        }
    }

    private IScorer Enter()
    {
        lock (_lock)
        {
            _scorer ??= make();
            _users++;
            return _scorer;
        }
    }

    private void Leave()
    {
        lock (_lock)
        {
            _users--;
            FreeIfUnused();
        }
    }

    private void FreeIfUnused()
    {
        if (_closed && _users == 0)
        {
            _scorer?.Dispose();
            _scorer = null;
        }
    }

    private sealed class Holder(SharedScorer shared) : IDisposable
    {
        private bool _left;

        public void Dispose()
        {
            if (!_left)
            {
                _left = true;
                shared.Leave();
            }
        }
    }
}
