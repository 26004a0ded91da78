// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>A scorer made when it is first needed, and freed when its owner and the last of its users are done.</summary>
internal sealed class SharedScorer(Func<IScorer> make) : IDisposable
{
    private readonly object _lock = new();
    private IScorer? _scorer;
    private int _users;
    private bool _closed;

    /// <summary>Lends the scorer until the lease is disposed.</summary>
    /// <exception cref="ObjectDisposedException">The owner is disposed.</exception>
    public Lease Take()
    {
        lock (_lock)
        {
            ThrowIfClosed();
            _scorer ??= make();
            _users++;
            return new Lease(this, _scorer);
        }
    }

    /// <summary>Refuses new work after the owner is disposed.</summary>
    public void ThrowIfClosed() => ObjectDisposedException.ThrowIf(_closed, typeof(NeuralTransformer));

    public void Dispose()
    {
        lock (_lock)
        {
            _closed = true;
            FreeIfUnused();
        }
    }

    private void Return()
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

    /// <summary>The right to use the scorer.</summary>
    internal sealed class Lease(SharedScorer owner, IScorer scorer) : IDisposable
    {
        private bool _returned;

        public IScorer Scorer => scorer;

        public void Dispose()
        {
            if (!_returned)
            {
                _returned = true;
                owner.Return();
            }
        }
    }
}
