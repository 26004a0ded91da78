// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Runtime.ExceptionServices;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Threads that do parts of the same work many thousand times a second: they wait in a loop for a while before they sleep.</summary>
/// <param name="work">The work of a member, by its number.</param>
internal sealed class ThreadTeam(Action<int> work) : IDisposable
{
    private readonly List<Helper> _helpers = [];

    /// <summary>Does the work of the first members, that of member 0 on the calling thread, and waits for all.</summary>
    /// <param name="members">How many.</param>
    public void Run(int members)
    {
        while (_helpers.Count < members - 1)
        {
            _helpers.Add(new Helper(_helpers.Count + 1, work));
        }

        for (var i = 0; i < members - 1; i++)
        {
            _helpers[i].Begin();
        }

        try
        {
            work(0);
        }
        finally
        {
            for (var i = 0; i < members - 1; i++)
            {
                _helpers[i].Wait();
            }
        }

        for (var i = 0; i < members - 1; i++)
        {
            _helpers[i].Failure?.Throw();
        }
    }

    public void Dispose() => _helpers.ForEach(helper => helper.Dispose());

    private sealed class Helper : IDisposable
    {
        /// <summary>The most that an event allows: longer than from one step to the next.</summary>
        private const int SpinCount = 2047;

        private readonly ManualResetEventSlim _begin = new(false, SpinCount);
        private readonly ManualResetEventSlim _done = new(false, SpinCount);
        private readonly Thread _thread;
        private volatile bool _ends;

        public Helper(int number, Action<int> work)
        {
            _thread = new Thread(() =>
            {
                while (true)
                {
                    _begin.Wait();
                    _begin.Reset();
                    if (_ends)
                    {
                        return;
                    }

                    try
                    {
                        work(number);
                    }
                    catch (Exception exception)
                    {
                        Failure = ExceptionDispatchInfo.Capture(exception);
                    }

                    _done.Set();
                }
            })
            {
                IsBackground = true,
                Name = $"FluxTrainers fit {number + 1}",
            };
            _thread.Start();
        }

        /// <summary>What the work threw.</summary>
        public ExceptionDispatchInfo? Failure { get; private set; }

        public void Begin()
        {
            Failure = null;
            _begin.Set();
        }

        public void Wait()
        {
            _done.Wait();
            _done.Reset();
        }

        public void Dispose()
        {
            _ends = true;
            _begin.Set();
            _thread.Join();
            _begin.Dispose();
            _done.Dispose();
        }
    }
}
