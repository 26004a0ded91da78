// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>Against scikit-learn 1.2.1 (PowerTransformer with standardize=False, QuantileTransformer with as many quantiles as labels).</summary>
public sealed class TargetTransformationTests
{
    private static readonly double[] _labels = [0.5, 1, 1, 2, 3, 4.5, 7, 12, 30, 90];
    private static readonly double[] _signed = [-3, -1.5, -0.25, 0, 0.5, 1, 2, 4, 9, 20];

    [Test]
    public void BoxCox_finds_the_power_of_scikit_learn()
    {
        var fitted = (BoxCoxTransformation)new BoxCoxTransformation { Scale = 1 }.Fit(_labels);

        Assert.That(fitted.Lambda, Is.EqualTo(-0.1644560318117477).Within(1e-6));
        Assert.That(Forward(fitted, 0.5, 7, 90), Is.EqualTo(new[] { -0.7341988049747908, 1.6652661410499967, 3.179549103560957 }).Within(1e-5));
    }

    [Test]
    public void YeoJohnson_finds_the_power_of_scikit_learn()
    {
        var fitted = (YeoJohnsonTransformation)TargetTransformation.YeoJohnson.Fit(_signed);

        Assert.That(fitted.Lambda, Is.EqualTo(0.44140086416462654).Within(1e-6));
        Assert.That(Forward(fitted, -3, 0.5, 20), Is.EqualTo(new[] { -4.925584460165847, 0.44401370339726565, 6.420000343088444 }).Within(1e-5));
    }

    [Test]
    public void Quantiles_become_the_normal_numbers_of_scikit_learn()
    {
        var fitted = TargetTransformation.Quantile.Fit(_labels);

        Assert.That(Forward(fitted, 0.1, 0.5, 1, 1.5, 7, 20, 90, 1000), Is.EqualTo(new[]
        {
            -5.199337582605575, -5.199337582605575, -0.967421566101701, -0.5894557978497783, 0.4307272992954577, 0.9430036961801058, 5.19933758270342, 5.19933758270342,
        }).Within(1e-8));
        Assert.That(
            new[] { -9, -1, 0, 0.3, 0.77, 1.2, 9 }.Select(fitted.Inverse),
            Is.EqualTo(new[] { 0.5, 1.0, 3.75, 5.9030069992514305, 12.254708692490766, 29.358713424083277, 90.0 }).Within(1e-8));
    }

    [Test]
    public void Quantiles_become_the_uniform_numbers_of_scikit_learn()
    {
        var uniform = new QuantileTransformation { Output = QuantileOutput.Uniform };
        var fitted = uniform.Fit(_labels);

        Assert.That(
            Forward(fitted, 0.1, 0.5, 1, 1.5, 7, 20, 90, 1000),
            Is.EqualTo(new[] { 0, 0, 1 / 6.0, 0.2777777777777778, 2 / 3.0, 0.8271604938271604, 1, 1 }).Within(1e-12));
        Assert.That(new[] { 0.3, 0.77, 1.2 }.Select(fitted.Inverse), Is.EqualTo(new[] { 1.7, 11.65, 90 }).Within(1e-12));
        Assert.That(
            ((QuantileTransformation)(uniform with { MaxQuantiles = 4 }).Fit(_labels)).Quantiles, Is.EqualTo(new[] { 0.5, 2, 7, 90 }).Within(1e-12));
    }

    [TestCaseSource(nameof(All))]
    public void The_inverse_leads_back(TargetTransformation transformation)
    {
        var fitted = transformation.Fit(_labels);

        Assert.That(_labels.Select(label => fitted.Inverse(fitted.Forward(label))), Is.EqualTo(_labels).Within(1e-9));
    }

    // Below -1/λ there is no number whose power leads there.
    [TestCase(0.5, -3, 0)]
    [TestCase(-0.5, 3, double.PositiveInfinity)]
    public void Outside_of_what_a_power_can_give_the_nearest_limit_is_given(double lambda, double value, double label) =>
        Assert.That(new BoxCoxTransformation(lambda).Inverse(value), Is.EqualTo(label));

    [Test]
    public void Labels_of_any_size_can_be_fitted()
    {
        double[] huge = [1e30, 2e30, 4e30, 8e30, 1e31];

        // Powers of 2 and about: scaling does not change the power.
        Assert.That(
            ((BoxCoxTransformation)TargetTransformation.BoxCox.Fit(huge)).Lambda,
            Is.EqualTo(((BoxCoxTransformation)TargetTransformation.BoxCox.Fit([1, 2, 4, 8, 10])).Lambda!.Value).Within(1e-6));
    }

    // 1 next to labels of a thousand millions is nothing, so that the power is that of Box and Cox, and of the mirror image 2 less it.
    [Test]
    public void YeoJohnson_finds_the_power_of_large_labels_too()
    {
        double[] large = [.. Enumerable.Range(0, 256).Select(i => 1e9 / ((i + 0.5) / 256))];
        var power = ((BoxCoxTransformation)TargetTransformation.BoxCox.Fit(large)).Lambda!.Value;

        Assert.That(((YeoJohnsonTransformation)TargetTransformation.YeoJohnson.Fit(large)).Lambda, Is.EqualTo(power).Within(1e-6));
        Assert.That(((YeoJohnsonTransformation)TargetTransformation.YeoJohnson.Fit([.. large.Select(label => -label)])).Lambda, Is.EqualTo(2 - power).Within(1e-6));
    }

    // The geometric mean of 1, 2, 4 is 2.
    [Test]
    public void BoxCox_divides_by_the_geometric_mean_unless_it_is_told_otherwise()
    {
        Assert.That(((BoxCoxTransformation)new BoxCoxTransformation(2).Fit([1, 2, 4])).Scale, Is.EqualTo(2).Within(1e-12));
        Assert.That(new BoxCoxTransformation(2) { Scale = 1 }.Fit([1, 2, 4]), Is.EqualTo(new BoxCoxTransformation(2) { Scale = 1 }));
        Assert.That(Forward(new BoxCoxTransformation(2) { Scale = 2 }, 2, 4), Is.EqualTo(new[] { 0, 1.5 }));
        Assert.That(new BoxCoxTransformation(2) { Scale = 2 }.Inverse(1.5), Is.EqualTo(4));
    }

    // Of 3 and -3 the published powers are (16 - 1) / 2 and -log 4. With y + 1 halved, ((y + 1)² / 4 - 1) / 2 is a quarter of the first less 3/8.
    [Test]
    public void YeoJohnson_with_a_scale_is_the_published_one_but_for_a_factor_and_a_constant()
    {
        var scaled = new YeoJohnsonTransformation(2) { Scale = 2 };
        double[] published = [7.5, -Math.Log(4)];

        Assert.That(Forward(new YeoJohnsonTransformation(2), 3, -3), Is.EqualTo(published).Within(1e-12));
        Assert.That(Forward(scaled, 3, -3), Is.EqualTo(published.Select(power => (power / 4) - 0.375)).Within(1e-12));
        Assert.That(Forward(scaled, 3, 0, -3).Select(scaled.Inverse), Is.EqualTo(new[] { 3, 0, -3 }).Within(1e-12));
        Assert.That(((YeoJohnsonTransformation)TargetTransformation.YeoJohnson.Fit([0, 1, 3])).Scale, Is.EqualTo(2).Within(1e-12));
        Assert.That(((YeoJohnsonTransformation)TargetTransformation.YeoJohnson.Fit([-1, 1, 3])).Scale, Is.EqualTo(1));
    }

    [Test]
    public void One_label_is_enough() => Assert.That(
        All().Select(transformation => transformation.Fit([3.0])).Select(fitted => fitted.Inverse(fitted.Forward(3))), Is.All.EqualTo(3).Within(1e-9));

    [Test]
    public void Settings_are_checked()
    {
        Assert.That(() => new LogTransformation(double.NaN), Throws.TypeOf<ArgumentOutOfRangeException>().With.Message.StartsWith("Offset must be a finite number."));
        Assert.That(() => new StandardizeTransformation { StandardDeviation = 0 }, Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => new BoxCoxTransformation { Scale = 0 }, Throws.TypeOf<ArgumentOutOfRangeException>().With.Message.StartsWith("Scale must be a finite number greater than 0."));
        Assert.That(() => new QuantileTransformation { MaxQuantiles = 1 }, Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => new QuantileTransformation { Quantiles = [2, 1] }, Throws.TypeOf<ArgumentOutOfRangeException>());
    }

    private static IEnumerable<TargetTransformation> All() =>
    [
        TargetTransformation.Log, TargetTransformation.Log1p, TargetTransformation.BoxCox, TargetTransformation.YeoJohnson,
        TargetTransformation.Quantile, TargetTransformation.Standardize, new BoxCoxTransformation(2), new YeoJohnsonTransformation(0),
    ];

    private static IEnumerable<double> Forward(TargetTransformation fitted, params double[] labels) => labels.Select(fitted.Forward);
}
