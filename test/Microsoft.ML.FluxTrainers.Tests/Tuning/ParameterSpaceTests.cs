// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

public sealed class ParameterSpaceTests
{
    [Test]
    public void A_logarithmic_range_is_spread_by_decades() =>
        Assert.That(ParameterRange.Numbers("x", 0.001, 10, ParameterScale.Log10).Grid(5), Is.EqualTo(new object[] { 0.001, 0.01, 0.1, 1.0, 10.0 }));

    [Test]
    public void One_value_alone_is_in_the_middle_of_the_scale()
    {
        Assert.That(ParameterRange.Numbers("x", 0, 10).Grid(1), Is.EqualTo(new object[] { 5.0 }));
        Assert.That(ParameterRange.Numbers("x", 1, 100, ParameterScale.Log10).Grid(1), Is.EqualTo(new object[] { 10.0 }));
    }

    [Test]
    public void Powers_of_two_are_met_exactly() =>
        Assert.That(ParameterRange.Integers("n", 8, 256, ParameterScale.Log2).Grid(6), Is.EqualTo(new object[] { 8, 16, 32, 64, 128, 256 }));

    [Test]
    public void Whole_numbers_are_rounded_and_each_is_there_once()
    {
        Assert.That(ParameterRange.Integers("n", 1, 3).Grid(10), Is.EqualTo(new object[] { 1, 2, 3 }));
        Assert.That(ParameterRange.Integers("n", 0, 10).Grid(4), Is.EqualTo(new object[] { 0, 3, 7, 10 })); // 0, 3.33, 6.67, 10
        Assert.That(ParameterRange.Integers("n", 1, 61, step: 4).Grid(3), Is.EqualTo(new object[] { 1, 33, 61 })); // 31 is not in 1, 5, .., 29, 33
    }

    [Test]
    public void The_ends_of_whole_numbers_are_as_likely_as_the_others()
    {
        var range = ParameterRange.Integers("n", 1, 4);
        var drawn = Enumerable.Range(0, 4000).Select(i => (int)range.At([(i + 0.5) / 4000])!).GroupBy(value => value).ToDictionary(group => group.Key, group => group.Count());

        Assert.That(drawn, Is.EqualTo(new Dictionary<int, int> { [1] = 1000, [2] = 1000, [3] = 1000, [4] = 1000 }));
    }

    // MLJ's symbolic scales do not act when values are drawn.
    [Test]
    public void A_logarithmic_range_is_drawn_from_by_decades()
    {
        var range = ParameterRange.Numbers("x", 1e-4, 1, ParameterScale.Log);
        var stream = new RandomStream(1);
        var decades = new int[4];
        for (var i = 0; i < 10_000; i++)
        {
            decades[(int)Math.Floor(Math.Log10((double)range.At([stream.NextDouble()])!)) + 4]++;
        }

        Assert.That(decades, Is.All.InRange(2283, 2717)); // 2500 +- 5 standard deviations of a binomial count
    }

    [Test]
    public void A_function_of_ones_own_is_a_scale() =>
        Assert.That(ParameterRange.Numbers("x", -2, 0, ParameterScale.Custom("ten to the", x => Math.Pow(10, x))).Grid(3), Is.EqualTo(new object[] { 0.01, 0.1, 1.0 }));

    // The ends of MLJ's iterator: (lower, lower + 2 unit), (upper - 2 unit, upper), (origin -+ unit).
    [Test]
    public void A_range_without_ends_is_spread_about_its_origin()
    {
        Assert.That(ParameterRange.Around("x", 5, 2).Grid(3), Is.EqualTo(new object[] { 3.0, 5.0, 7.0 }));
        Assert.That(ParameterRange.Around("x", 5, 49.5, lower: 1).Grid(3), Is.EqualTo(new object[] { 1.0, 10.0, 100.0 }));
        Assert.That(ParameterRange.Around("x", -5, 49.5, upper: -1).Grid(3), Is.EqualTo(new object[] { -100.0, -10.0, -1.0 }).Within(1e-12));
        Assert.That(ParameterRange.Around("x", 5, 2, lower: 0).Grid(3), Is.EqualTo(new object[] { 0.0, 2.0, 4.0 }), "0 has no logarithm");
        Assert.That(ParameterRange.Around("x", 5, 2, lower: -1).Grid(3), Is.EqualTo(new object[] { -1.0, 1.0, 3.0 }));
        Assert.That(ParameterRange.Around("x", -5, 2, upper: 0).Grid(3), Is.EqualTo(new object[] { -4.0, -2.0, 0.0 }));
    }

    // Quantiles by scipy.stats: norm(5, 2).ppf(.25), gamma(6.25, scale=.8), lognorm, logistic(5, 2 sqrt(3) / pi), laplace, cauchy, gumbel_r, triang, invgauss(.16, scale=31.25); the parabola's by brentq.
    [TestCase("normal", 3.6510204996)]
    [TestCase("gamma", 3.5471990947)]
    [TestCase("log-normal", 3.5800565464)]
    [TestCase("logistic", 3.7886066008)]
    [TestCase("laplace", 3.6137056389)]
    [TestCase("cauchy", 3.0)]
    [TestCase("gumbel", 4.3467314800)]
    [TestCase("triangular", 4.4142135624)]
    [TestCase("inverse-gaussian", 3.5622171186)]
    [TestCase("epanechnikov", 4.3054072893)]
    public void A_distribution_has_the_quantiles_of_its_origin_and_unit(string name, double expected)
    {
        var distribution = new[]
        {
            ParameterDistribution.Normal, ParameterDistribution.Gamma, ParameterDistribution.LogNormal, ParameterDistribution.Logistic, ParameterDistribution.Laplace,
            ParameterDistribution.Cauchy, ParameterDistribution.Gumbel, ParameterDistribution.Triangular,
            ParameterDistribution.InverseGaussian, ParameterDistribution.Epanechnikov,
        }.Single(one => one.Name == name);

        Assert.That(ParameterRange.Around("x", 5, 2, distribution: distribution).At([0.25]), Is.EqualTo(expected).Within(1e-6));
    }

    // scipy 1.10: lam = origin**3 / unit**2; stats.invgauss(origin / lam, scale=lam).ppf(share). Its mean is the origin, its deviation the unit.
    [TestCase(10, 3, 4.8764734078, 7.8410651421, 18.904956204)]
    [TestCase(10, 2, 6.1999384734, 8.5743625925, 15.525440010)]
    [TestCase(10, 0.5, 8.8917442778, 9.6564299922, 11.218392695)]
    public void An_inverse_Gaussian_has_its_quantiles_however_narrow_it_is(double origin, double unit, double percent1, double percent25, double percent99)
    {
        var range = ParameterRange.Around("x", origin, unit, distribution: ParameterDistribution.InverseGaussian);
        var values = Enumerable.Range(0, 4000).Select(i => (double)range.At([(i + 0.5) / 4000])!).ToList();

        Assert.That(new[] { 0.01, 0.25, 0.99 }.Select(share => range.At([share])), Is.EqualTo(new[] { percent1, percent25, percent99 }).Within(1e-7));
        Assert.That(values.Average(), Is.EqualTo(origin).Within(0.001 * unit));
        Assert.That(Math.Sqrt(values.Average(value => (value - origin) * (value - origin))), Is.EqualTo(unit).Within(0.01 * unit));
    }

    [Test]
    public void What_is_drawn_lies_between_the_ends_that_there_are()
    {
        var range = ParameterRange.Around("x", 1, 5, lower: 0.5);
        var values = Enumerable.Range(0, 100).Select(i => (double)range.At([i / 99.0])!).ToList();

        Assert.That(range.Distribution, Is.SameAs(ParameterDistribution.Gamma));
        Assert.That(values, Is.All.GreaterThanOrEqualTo(0.5));
        Assert.That(values, Is.Ordered);
    }

    [Test]
    public void Lists_vary_in_length_and_numbers()
    {
        var range = ParameterRange.Lists("Builder.Hidden", 1, 2, 2, 4);

        Assert.That(range.Grid(2).Select(TrialValues.ToJson), Is.EqualTo(new[] { "[2]", "[4]", "[2,2]", "[4,2]", "[2,4]", "[4,4]" }));
        Assert.That(range.At([0.6, 0.5, 0.99]), Is.EqualTo(ValueList.Create<int>([3, 4])));
        Assert.That(range.At([0.4, 0.5, 0.99]), Is.EqualTo(ValueList.Create<int>([3])));
    }

    [Test]
    public void A_condition_leaves_a_range_out()
    {
        var space = new ParameterSpace(
            ParameterRange.Choices("Optimizer", new Adam(), new Sgd(0.1)),
            ParameterRange.Numbers("Optimizer.Momentum", 0, 0.9).When("Optimizer", new Sgd(0.1)));

        Assert.That(space.At([0.2, 0.5]), Is.EqualTo(TrialPoint.Of(("Optimizer", new Adam()))));
        Assert.That(space.At([0.7, 0.5]), Is.EqualTo(TrialPoint.Of(("Optimizer", new Sgd(0.1)), ("Optimizer.Momentum", 0.45))));
        Assert.That(space.ActiveAxes([0.2, 0.5]), Is.EqualTo(new[] { true, false }));
    }

    [Test]
    public void A_condition_of_a_parameter_that_does_not_count_is_not_met()
    {
        var space = new ParameterSpace(
            ParameterRange.Choices("a", 1, 2),
            ParameterRange.Choices("b", 1, 2).When("a", 2),
            ParameterRange.Choices("c", 1, 2).When("b", 1));

        Assert.That(space.At([0, 0, 0]).Names, Is.EqualTo(new[] { "a" }));
        Assert.That(space.At([0.9, 0, 0]).Names, Is.EqualTo(new[] { "a", "b", "c" }));
    }

    [Test]
    public void A_condition_that_can_never_be_met_is_refused()
    {
        var optimizer = ParameterRange.Choices("Optimizer", new Adam(), new Sgd(0.1));
        var kind = ParameterRange.NamedChoices("kind", ("adam", new Adam()), ("sgd", new Sgd()));
        var momentum = ParameterRange.Numbers("m", 0, 0.9);

        Assert.That(
            () => new ParameterSpace(optimizer, momentum.When("Optimizer", new Sgd(0.1), new Sgd())),
            Throws.ArgumentException.With.Message.StartsWith("'m' counts where 'Optimizer' is Sgd { LearningRate = 0.01").And.Message.Contains("which is none of its values. It has: Adam {"));
        Assert.That(
            () => new ParameterSpace(kind, momentum.When("kind", "SGD")),
            Throws.ArgumentException.With.Message.StartsWith("'m' counts where 'kind' is SGD, which is none of its values. Did you mean 'sgd'? It has: adam, sgd."));
        Assert.That(() => new ParameterSpace(kind, momentum.When("kind", "sgd")), Throws.Nothing);
        Assert.That(() => new ParameterSpace(ParameterRange.Choices("n", 1, 2), momentum.When("n", 2.0)), Throws.Nothing, "a whole number is the same as a fraction");
    }

    [Test]
    public void A_point_is_set_in_the_order_of_the_space()
    {
        var point = TrialPoint.Of(("Builder", new MlpBuilder(7)), ("Builder.Dropout", 0.25), ("BatchSize", 8), ("Optimizer.LearningRate", 0.01));

        Assert.That(point.ApplyTo(new NeuralClassifierOptions()), Is.EqualTo(new NeuralClassifierOptions
        {
            Builder = new MlpBuilder(7) { Dropout = 0.25 },
            BatchSize = 8,
            Optimizer = new Adam(0.01),
        }));
    }

    [Test]
    public void Points_with_the_same_values_are_equal_and_have_one_text()
    {
        var point = TrialPoint.Of(("b", 8), ("a", 0.5), ("c", new[] { 1, 2 }));

        Assert.That(point.ToJson(), Is.EqualTo("{\"a\":0.5,\"b\":8,\"c\":[1,2]}"));
        Assert.That(point, Is.EqualTo(TrialPoint.Of(("c", ValueList.Create<int>([1, 2])), ("a", 0.5f), ("b", 8L))));
        Assert.That(point.GetHashCode(), Is.EqualTo(TrialPoint.Of(("a", 0.5), ("b", 8), ("c", new[] { 1, 2 })).GetHashCode()));
        Assert.That(point, Is.Not.EqualTo(TrialPoint.Of(("a", 0.5), ("b", 8))));
    }

    [Test]
    public void A_value_is_had_by_its_name()
    {
        var point = TrialPoint.Of(("n", 3), ("text", "x"));

        Assert.That(point.Get<int>("n"), Is.EqualTo(3));
        Assert.That(point.Get<double>("n"), Is.EqualTo(3.0));
        Assert.That(point["text"], Is.EqualTo("x"));
        Assert.That(() => point["m"], Throws.TypeOf<KeyNotFoundException>().With.Message.EqualTo("There is no value of 'm'. There is: n, text."));
        Assert.That(() => point.Get<bool>("n"), Throws.TypeOf<InvalidCastException>().With.Message.EqualTo("'n' is 3 (Int32), not of type Boolean."));
    }

    [Test]
    public void A_value_of_code_stands_by_its_name()
    {
        Func<double, double> square = x => x * x;
        var range = ParameterRange.NamedChoices("f", ("square", square), ("root", (Func<double, double>)Math.Sqrt));
        var point = new ParameterSpace(range).At([0.2]);

        Assert.That(point["f"], Is.SameAs(square));
        Assert.That(point.ToJson(), Is.EqualTo("{\"f\":\"square\"}"));
        Assert.That(() => ParameterRange.Choices("f", square), Throws.ArgumentException.With.Message.StartsWith("A value of type Func`2 has no text that could stand for it"));
    }

    [Test]
    public void Spaces_are_values()
    {
        static ParameterSpace Make() => new(
            ParameterRange.Numbers("a", 0, 1, ParameterScale.Linear),
            ParameterRange.Integers("b", 1, 9).When("c0", true),
            ParameterRange.Lists("c", 1, 2, 3, 4));
        Assert.That(() => Make(), Throws.ArgumentException.With.Message.StartsWith("'b' depends on 'c0', which is no earlier range of the space."));

        static ParameterSpace Other(double upper) => new(ParameterRange.Numbers("a", 0, upper), ParameterRange.Integers("b", 1, 9).When("a", 1.0), ParameterRange.Lists("c", 1, 2, 3, 4));
        var (first, second) = (Other(1), Other(1));
        Assert.That(second, Is.EqualTo(first));
        Assert.That(second.ToJson(), Is.EqualTo(first.ToJson()));
        Assert.That(Other(1), Is.Not.EqualTo(Other(2)));
        Assert.That(Other(1).ToJson(), Is.Not.EqualTo(Other(2).ToJson()));
    }

    [Test]
    public void Ends_that_make_no_range_are_refused()
    {
        Assert.That(() => ParameterRange.Numbers("x", 1, 1), Throws.ArgumentException.With.Message.EqualTo("The lower end of 'x' (1) must be below its upper end (1)."));
        Assert.That(() => ParameterRange.Numbers("x", 0, 1, ParameterScale.Log10), Throws.ArgumentException.With.Message.EqualTo("'x' has the scale log10, so its lower end must be greater than 0, but is 0."));
        Assert.That(() => ParameterRange.Around("x", 5, 1, upper: 4), Throws.ArgumentException.With.Message.StartsWith("'x' needs an origin between its ends"));
        Assert.That(
            () => ParameterRange.Around("x", -1, 1, distribution: ParameterDistribution.LogNormal),
            Throws.ArgumentException.With.Message.EqualTo("'x' is drawn from the log-normal distribution, so its origin must be greater than 0, but is -1."));
        Assert.That(() => ParameterRange.Around("x", 0, 1, distribution: ParameterDistribution.Gamma), Throws.ArgumentException);
        Assert.That(() => ParameterRange.Around("x", -3, 1, distribution: ParameterDistribution.InverseGaussian), Throws.ArgumentException);
        Assert.That(() => ParameterRange.Integers("n", 3, 2), Throws.ArgumentException.With.Message.EqualTo("The lower end of 'n' (3) must not be above its upper end (2)."));
        Assert.That(() => ParameterRange.Choices("c", 1, 2, 1.0), Throws.ArgumentException.With.Message.EqualTo("'c' has the value 1 twice."));
        Assert.That(() => new ParameterSpace(ParameterRange.Choices("c", 1), ParameterRange.Choices("c", 2)), Throws.ArgumentException.With.Message.StartsWith("ranges must be a list of names, none of them empty and none twice, but is [c, c]."));
    }
}
