// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

public sealed class SearchStrategyTests
{
    private static readonly ParameterSpace _mixed = new(
        ParameterRange.Integers("a", 1, 2), ParameterRange.Choices("b", "x", "y", "z"), ParameterRange.Numbers("c", 0, 1));

    [Test]
    public void In_a_grid_the_first_range_varies_fastest() =>
        Assert.That(
            Points(new GridSearch { Resolution = 2, Shuffle = false }, new(ParameterRange.Integers("a", 1, 2), ParameterRange.Choices("b", "x", "y"))),
            Is.EqualTo(new[] { "a 1, b x", "a 2, b x", "a 1, b y", "a 2, b y" }));

    [Test]
    public void A_shuffled_grid_has_the_same_points()
    {
        var ordered = Points(new GridSearch { Resolution = 3, Shuffle = false }, _mixed);
        var shuffled = Points(new GridSearch { Resolution = 3 }, _mixed);

        Assert.That(ordered, Has.Count.EqualTo(18)); // 2 whole numbers, 3 choices, 3 numbers
        Assert.That(shuffled, Is.EquivalentTo(ordered).And.Not.EqualTo(ordered));
        Assert.That(Points(new GridSearch { Resolution = 3 }, _mixed, seed: 2), Is.Not.EqualTo(shuffled));
    }

    // Resolution 2 makes 2 * 3 * 2 = 12 points, 3 makes 18, 4 makes 24. MLJ's rule would give round((20 / 3)^(1 / 2)) = 3, or above a goal of 20 where both are numbers.
    [TestCase(12, 12)]
    [TestCase(20, 18)]
    [TestCase(24, 24)]
    [TestCase(6, 3)] // one value of each range of numbers
    public void The_goal_of_a_grid_is_an_upper_bound(int goal, int expected) =>
        Assert.That(new GridSearch { Goal = goal }.Points(_mixed), Has.Count.EqualTo(expected));

    // Two values of each of 20 ranges would be 2^20 points, more than a grid may have; one of each is a point.
    [Test]
    public void The_goal_of_a_grid_is_met_where_the_next_resolution_would_have_no_end() =>
        Assert.That(new GridSearch { Goal = 1000 }.Points(new([.. Enumerable.Range(0, 20).Select(i => ParameterRange.Numbers($"x{i}", 0, 1))])), Has.Count.EqualTo(1));

    // To look at each resolution up to such a goal would take hours.
    [Test]
    public void A_goal_that_the_ranges_cannot_meet_costs_no_time()
    {
        var space = new ParameterSpace(
            ParameterRange.Integers("a", 1, 8, ParameterScale.Log2), ParameterRange.Lists("b", 0, 2, 1, 3), ParameterRange.Choices("c", "x", "y"), ParameterRange.Numbers("d", 0, 1));

        Assert.That(new GridSearch { Goal = 1_000_000, Resolutions = [new("d", 5)] }.Points(space), Has.Count.EqualTo(8 * (1 + 3 + 9) * 2 * 5));
    }

    [Test]
    public void A_goal_that_the_choices_alone_surpass_is_refused() =>
        Assert.That(() => new GridSearch { Goal = 2 }.Points(_mixed), Throws.ArgumentException.With.Message.StartsWith("The choices alone make 3 points, more than the goal of 2."));

    [Test]
    public void A_range_may_have_a_resolution_of_its_own() =>
        Assert.That(new GridSearch { Resolution = 2, Resolutions = [new("c", 5)] }.Points(_mixed), Has.Count.EqualTo(30));

    [Test]
    public void Points_that_differ_only_where_it_does_not_count_are_tried_once() =>
        Assert.That(
            Points(
                new GridSearch { Resolution = 3, Shuffle = false },
                new(ParameterRange.Choices("optimizer", "adam", "sgd"), ParameterRange.Numbers("momentum", 0, 0.8).When("optimizer", "sgd"))),
            Is.EqualTo(new[] { "optimizer adam", "optimizer sgd, momentum 0", "optimizer sgd, momentum 0.4", "optimizer sgd, momentum 0.8" }));

    [Test]
    public void A_grid_without_end_is_refused() =>
        Assert.That(
            () => new GridSearch().Points(new([.. Enumerable.Range(0, 7).Select(i => ParameterRange.Numbers($"x{i}", 0, 1))])),
            Throws.ArgumentException.With.Message.StartsWith("A grid of these ranges has 10000000 points"));

    [TestCaseSource(nameof(Seeded))]
    public void The_same_seed_gives_the_same_points(SearchStrategy strategy)
    {
        var points = Points(strategy, _mixed, 30);

        Assert.That(Points(strategy, _mixed, 30), Is.EqualTo(points));
        Assert.That(Points(strategy, _mixed, 30, seed: 8), Is.Not.EqualTo(points));
    }

    [Test]
    public void A_random_search_of_more_trials_begins_with_the_same_ones() =>
        Assert.That(Points(new RandomSearch(), _mixed, 400).Take(300), Is.EqualTo(Points(new RandomSearch(), _mixed, 300)));

    [Test]
    public void A_Latin_hypercube_has_one_point_in_each_part_of_each_axis()
    {
        const int Count = 17;
        var places = new LatinHypercube().Best(Count, 5, new RandomStream(3));

        for (var axis = 0; axis < 5; axis++)
        {
            Assert.That(places.Select(place => (int)(place[axis] * Count)), Is.EquivalentTo(Enumerable.Range(0, Count)));
        }
    }

    [Test]
    public void A_Latin_hypercube_takes_the_design_whose_points_are_farthest_apart()
    {
        static double Nearest(int designs) => Enumerable.Range(0, 30).Average(seed =>
        {
            var places = new LatinHypercube { Designs = designs }.Best(10, 2, new RandomStream(seed));
            return places.Min(one => places.Where(other => other != one).Min(other => Math.Sqrt(one.Zip(other, (a, b) => (a - b) * (a - b)).Sum())));
        });

        Assert.That(Nearest(50), Is.GreaterThan(1.5 * Nearest(1)));
    }

    [Test]
    public void Given_points_are_taken_in_their_order()
    {
        var points = new[] { TrialPoint.Of(("a", 2)), TrialPoint.Of(("b", "q")), TrialPoint.Of(("a", 1)) };

        Assert.That(Points(new PointList(points), new()), Is.EqualTo(new[] { "a 2", "b q", "a 1" }));
        Assert.That(Points(new PointList(points), new(), 2), Has.Count.EqualTo(2));
    }

    // A narrow valley in four dimensions of different kinds; the best value is 0.
    [Test]
    public void The_Parzen_estimator_finds_better_points_than_chance()
    {
        var space = new ParameterSpace(
            ParameterRange.Numbers("rate", 1e-5, 1, ParameterScale.Log10),
            ParameterRange.Numbers("x", -5, 5),
            ParameterRange.Integers("n", 1, 100),
            ParameterRange.Choices("kind", "a", "b", "c", "d"));
        static double Loss(TrialPoint point) =>
            Math.Pow(Math.Log10(point.Get<double>("rate")) + 3, 2) + Math.Pow(point.Get<double>("x") - 2, 2)
            + Math.Pow((point.Get<int>("n") - 30) / 20.0, 2) + (point.Get<string>("kind") == "c" ? 0 : 2);

        double Best(SearchStrategy strategy) => Enumerable.Range(0, 25).Average(seed => Run(strategy, space, 60, seed, Loss).Min());

        var chance = Best(new RandomSearch());
        Assert.That(Best(new TreeParzen()), Is.LessThan(0.7 * chance));
        Assert.That(Best(new TreeParzen { RoundSize = 4 }), Is.LessThan(0.8 * chance));
    }

    [Test]
    public void The_Parzen_estimator_minds_conditions_and_failures()
    {
        var space = new ParameterSpace(
            ParameterRange.Choices("kind", "flat", "deep"), ParameterRange.Numbers("depth", 0, 1).When("kind", "deep"), ParameterRange.Lists("widths", 1, 3, 1, 50));
        static double Loss(TrialPoint point) => point.Has("depth") ? Math.Abs(point.Get<double>("depth") - 0.7) : double.PositiveInfinity;

        var losses = Run(new TreeParzen(), space, 60, 1, Loss);

        Assert.That(losses.Skip(20).Count(double.IsFinite), Is.GreaterThan(30), "failures are avoided");
        Assert.That(losses.Min(), Is.LessThan(0.02));
    }

    // Of 20 failures the first two would be the best two: a quarter of the later points would lie near them, of even ones less than a fifth.
    [Test]
    public void The_Parzen_estimator_takes_no_failure_for_a_good_trial()
    {
        var space = new ParameterSpace(ParameterRange.Numbers("x", 0, 1));
        var shares = Enumerable.Range(0, 100).Select(seed =>
        {
            var points = new List<double>();
            Run(new TreeParzen(), space, 40, seed, point =>
            {
                points.Add(point.Get<double>("x"));
                return double.PositiveInfinity;
            });
            return points.Skip(20).Count(x => points.Take(2).Min(failed => Math.Abs(x - failed)) < 0.05) / 20.0;
        });

        Assert.That(shares.Average(), Is.LessThan(0.19));
    }

    // hyperopt's rule: places .2 and .4 beside the prior .5; widths: the larger gap to a neighbor, at least 1 / (1 + 3) of the axis; the prior's is 1.
    [Test]
    public void A_density_of_few_places_is_a_mixture_by_hand()
    {
        var density = ParzenDensity.Of([0.4, 0.2], 0, 1, 25);
        static double Normal(double x, double mean, double width) => Math.Exp(-Math.Pow((x - mean) / width, 2) / 2) / width;
        double Mixture(double x) => Normal(x, 0.2, 0.25) + Normal(x, 0.4, 0.25) + Normal(x, 0.5, 1);

        Assert.That(density.Log(0.3) - density.Log(0.9), Is.EqualTo(Math.Log(Mixture(0.3) / Mixture(0.9))).Within(1e-12));
    }

    [Test]
    public void A_density_of_levels_counts_them()
    {
        var density = ParzenDensity.Of([0.1, 0.1, 0.9], 3, 1, 25); // 1 + 2, 1, 1 + 1 of 6

        Assert.That(Enumerable.Range(0, 3).Select(level => Math.Exp(density.Log((level + 0.5) / 3))), Is.EqualTo(new[] { 0.5, 1.0 / 6, 1.0 / 3 }).Within(1e-12));
    }

    [Test]
    public void Nine_candidates_become_three_and_one()
    {
        Assert.That(new SuccessiveHalving().Schedule(9, 27), Is.EqualTo(new[] { (9, 3), (3, 9), (1, 27) }));
        Assert.That(new SuccessiveHalving().Schedule(10, 5), Is.EqualTo(new[] { (10, 1), (3, 1), (1, 5) }));
        Assert.That(new SuccessiveHalving { Eta = 2 }.Schedule(4, 20), Is.EqualTo(new[] { (4, 5), (2, 10), (1, 20) }));
    }

    [Test]
    public void The_best_candidates_go_on()
    {
        var plan = new SuccessiveHalving { Candidates = new PointList([.. Enumerable.Range(0, 9).Select(i => TrialPoint.Of(("i", i)))]) }
            .Begin(new(new(), null, 1, 27));

        var first = plan.Next([]);
        var second = plan.Next([9, 3, 8, 1, 7, 5, 2, double.PositiveInfinity, 6]);
        var third = plan.Next([9, 3, 8, 1, 7, 5, 2, double.PositiveInfinity, 6, 0.5, 0.4, 0.3]);

        Assert.That(plan.Total, Is.EqualTo(13));
        Assert.That(first.Select(trial => (trial.Id, trial.Candidate, trial.Epochs)), Is.EqualTo(Enumerable.Range(0, 9).Select(i => (i, i, (int?)3))));
        Assert.That(second.Select(trial => (trial.Id, trial.Candidate, trial.Epochs)), Is.EqualTo(new[] { (9, 1, (int?)9), (10, 3, 9), (11, 6, 9) }));
        Assert.That(third.Select(trial => (trial.Id, trial.Candidate, trial.Epochs, trial.Point)), Is.EqualTo(new[] { (12, 6, (int?)27, TrialPoint.Of(("i", 6))) }));
        Assert.That(plan.Next(new double[13]), Is.Empty);
    }

    // Two at a time, one in two goes on. Round 1: 0, 1. Round 2: 1 is the best of 2, then candidate 2. Round 3: of 0, 1, 2 (3 / 2 = 1) the best is 2, which goes on; then 3.
    [Test]
    public void Asynchronous_halving_promotes_who_is_among_the_best_so_far()
    {
        var plan = new AsynchronousHalving
        {
            Eta = 2,
            RoundSize = 2,
            MinEpochs = 2,
            Candidates = new PointList([.. Enumerable.Range(0, 4).Select(i => TrialPoint.Of(("i", i)))]),
        }.Begin(new(new(), null, 1, 8));
        var losses = new List<double>();
        var told = new List<string>();
        void Round(params double[] results)
        {
            told.Add(string.Join(' ', plan.Next(losses).Select(trial => $"{trial.Id}:c{trial.Candidate}x{trial.Epochs}")));
            losses.AddRange(results);
        }

        Round(5, 4);
        Round(3.5, 1); // trial 2 is candidate 1 again, trial 3 is a new one
        Round(0.9, 6); // trial 4 is trial 3's candidate again, trial 5 the last new one
        Round(0.8);
        Assert.That(new[] { 0, 1, 3, 5 }.Select(plan.MayContinue), Is.EqualTo(new[] { true, true, false, true }), "whose networks are kept: nobody goes on from the last rung");
        Round();

        Assert.That(told, Is.EqualTo(new[] { "0:c0x2 1:c1x2", "2:c1x4 3:c3x2", "4:c3x4 5:c5x2", "6:c3x8", "" }));
    }

    [Test]
    public void Halving_needs_epochs_and_candidates_that_do_not_depend_on_results()
    {
        Assert.That(() => new SuccessiveHalving().Begin(new(_mixed, 9, 1, null)), Throws.ArgumentException.With.Message.StartsWith("Halving trains candidates by epochs"));
        Assert.That(() => new SuccessiveHalving { Candidates = new TreeParzen() }.Begin(new(_mixed, 9, 1, 9)), Throws.ArgumentException.With.Message.StartsWith("TreeParzen chooses by results"));
    }

    [Test]
    public void A_search_without_ranges_is_refused() =>
        Assert.That(() => new RandomSearch().Begin(new(new(), 5, 1, null)), Throws.InvalidOperationException.With.Message.EqualTo("The space has no ranges to search. Give it some, or take PointList."));

    private static IEnumerable<SearchStrategy> Seeded() => [new RandomSearch(), new LatinHypercube { Designs = 3 }, new TreeParzen { RandomTrials = 10 }];

    private static List<string> Points(SearchStrategy strategy, ParameterSpace space, int? trials = null, int seed = 7)
    {
        var points = new List<string>();
        Run(strategy, space, trials, seed, point =>
        {
            points.Add(point.ToString());
            return points.Count % 3;
        });
        return points;
    }

    private static List<double> Run(SearchStrategy strategy, ParameterSpace space, int? trials, int seed, Func<TrialPoint, double> loss)
    {
        var plan = strategy.Begin(new(space, trials, seed, null));
        var losses = new List<double>();
        while (plan.Next(losses) is { Count: > 0 } round)
        {
            Assert.That(round.Select(trial => trial.Id), Is.EqualTo(Enumerable.Range(losses.Count, round.Count)));
            losses.AddRange(round.Select(trial => loss(trial.Point)));
        }

        return losses;
    }
}
