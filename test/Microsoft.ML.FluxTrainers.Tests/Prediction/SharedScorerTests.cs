// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

public sealed class SharedScorerTests
{
    private int _made;
    private int _freed;
    private SharedScorer _shared = null!;

    [SetUp]
    public void Create()
    {
        (_made, _freed) = (0, 0);
        _shared = new SharedScorer(() =>
        {
            _made++;
            return new CountingScorer(() => _freed++);
        });
    }

    [TearDown]
    public void Delete() => _shared.Dispose();

    [Test]
    public void The_scorer_is_made_when_it_first_scores_and_kept()
    {
        using var hold = _shared.Hold();
        Assert.That(_made, Is.Zero);
        Score();
        Score();

        Assert.That((_made, _freed), Is.EqualTo((1, 0)));
    }

    [Test]
    public void Disposing_the_owner_frees_the_scorer_once()
    {
        Score();
        _shared.Dispose();
        _shared.Dispose();

        Assert.That((_made, _freed), Is.EqualTo((1, 1)));
    }

    [Test]
    public void A_holder_keeps_the_scorer_beyond_the_end_of_its_owner()
    {
        var first = _shared.Hold();
        var second = _shared.Hold();
        Score();
        _shared.Dispose();
        Score();
        first.Dispose();
        first.Dispose();
        Assert.That((_made, _freed), Is.EqualTo((1, 0)));
        second.Dispose();

        Assert.That((_made, _freed), Is.EqualTo((1, 1)));
    }

    [Test]
    public void Nobody_can_hold_it_after_the_end_of_its_owner()
    {
        _shared.Dispose();

        Assert.That(() => _shared.Hold(), Throws.TypeOf<ObjectDisposedException>());
    }

    [Test]
    public void Each_call_after_the_end_of_its_owner_makes_a_scorer_and_frees_it()
    {
        Score();
        _shared.Dispose();
        Score();
        Score();

        Assert.That((_made, _freed), Is.EqualTo((3, 3)));
    }

    [Test]
    public void A_scorer_that_cannot_be_made_is_tried_again_and_leaves_no_user_behind()
    {
        var broken = new SharedScorer(() => ++_made == 1 ? throw new InvalidOperationException("once") : new CountingScorer(() => _freed++));
        Assert.That(() => broken.Score([], 0, []), Throws.InvalidOperationException);
        broken.Score([], 0, []);
        broken.Dispose();

        Assert.That((_made, _freed), Is.EqualTo((2, 1)));
    }

    [Test]
    public void A_score_that_fails_leaves_no_user_behind()
    {
        var failing = new SharedScorer(() => new CountingScorer(() => _freed++, fails: true));
        Assert.That(() => failing.Score([], 0, []), Throws.InvalidOperationException);
        failing.Dispose();

        Assert.That(_freed, Is.EqualTo(1));
    }

    private void Score() => _shared.Score([], 0, []);

    private sealed class CountingScorer(Action freed, bool fails = false) : IScorer
    {
        public void Score(float[] features, int rows, Span<float> scores)
        {
            if (fails)
            {
                throw new InvalidOperationException("fails");
            }
        }

        public void Dispose() => freed();
    }
}
