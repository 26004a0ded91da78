// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using NUnit.Framework;
using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.FluxTrainers.Tests;

public sealed class LossTests
{
    private DisposeScope _scope = null!;
    private Tensor _outputs = null!;
    private Tensor _targets = null!;

    // Softmax of (0, ln 3) is (1/4, 3/4), of (0, 0) it is (1/2, 1/2).
    [SetUp]
    public void MakeTensors()
    {
        _scope = NewDisposeScope();
        _outputs = tensor(new[,] { { 0, MathF.Log(3) }, { 0, MathF.Log(3) }, { 0, 0 } });
        _targets = tensor(new long[] { 0, 1, 1 });
    }

    [TearDown]
    public void FreeTensors()
    {
        _outputs.Dispose();
        _targets.Dispose();
        _scope.Dispose();
    }

    [Test]
    public void Cross_entropy_is_minus_the_log_of_the_probability() =>
        Assert.That(
            Values(new CrossEntropy()),
            Is.EqualTo(new[] { Math.Log(4), Math.Log(4.0 / 3), Math.Log(2) }).AsCollection.Within(1e-6));

    // 0.8 on the class and 0.1 more on each of both: -0.9 ln(1/4) - 0.1 ln(3/4) and so on.
    [Test]
    public void Label_smoothing_spreads_its_share_over_all_classes() =>
        Assert.That(
            Values(new CrossEntropy(0.2)),
            Is.EqualTo(new[]
            {
                (-0.9 * Math.Log(0.25)) - (0.1 * Math.Log(0.75)),
                (-0.9 * Math.Log(0.75)) - (0.1 * Math.Log(0.25)),
                Math.Log(2),
            }).AsCollection.Within(1e-6));

    [Test]
    public void Cross_entropy_is_that_of_torch([Values(0, 0.1, 1)] double smoothing)
    {
        var (outputs, targets) = Many();
        var theirs = nn.functional.cross_entropy(outputs, targets, reduction: nn.Reduction.None, label_smoothing: smoothing);

        Assert.That(Values(new CrossEntropy(smoothing), outputs, targets), Is.EqualTo(theirs.data<float>().ToArray()));
        Assert.That(theirs.shape, Is.EqualTo(new long[] { 20 }));
    }

    // (3/4)^2 ln 4, (1/4)^2 ln(4/3), (1/2)^2 ln 2; with gamma 1 the factors are 3/4, 1/4, 1/2.
    [TestCase(2, 0.779790, 0.0179801, 0.173287)]
    [TestCase(1, 1.039721, 0.0719205, 0.346574)]
    public void Focal_loss_counts_the_sure_rows_less(double gamma, double first, double second, double third) =>
        Assert.That(Values(new FocalLoss(gamma)), Is.EqualTo(new[] { first, second, third }).AsCollection.Within(1e-6));

    [Test]
    public void Focal_loss_without_gamma_is_cross_entropy()
    {
        var (outputs, targets) = Many();

        Assert.That(
            Values(new FocalLoss(0), outputs, targets),
            Is.EqualTo(Values(new CrossEntropy(), outputs, targets)).AsCollection.Within(1e-6));
    }

    [Test]
    public void Focal_loss_has_a_finite_gradient_where_the_network_is_certain([Values(0, 0.5, 1, 2)] double gamma)
    {
        var outputs = tensor(new[,] { { 200f, -200 }, { 200f, -200 } }, requires_grad: true);
        var loss = new FocalLoss(gamma).PerRow(outputs, tensor(new long[] { 0, 1 }));
        loss.sum().backward();

        Assert.That(loss.data<float>().ToArray(), Is.EqualTo(new float[] { 0, 400 }).AsCollection.Within(1e-3));
        Assert.That(outputs.grad!.data<float>().ToArray(), Is.EqualTo(new float[] { 0, 0, 1, -1 }).AsCollection.Within(1e-5));
    }

    [Test]
    public void Losses_for_classes_name_their_targets_and_their_activation(
        [ValueSource(nameof(ForClasses))] Loss loss)
    {
        Assert.That(loss.TargetType, Is.EqualTo(TargetType.ClassIndex));
        Assert.That(loss.OutputActivation, Is.EqualTo(OutputActivation.Softmax));
    }

    [Test]
    public void Leaves_nothing_but_its_result_behind([ValueSource(nameof(ForClasses))] Loss loss)
    {
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        var result = loss.PerRow(_outputs, _targets);

        Assert.That(DisposeScopeManager.Statistics.ThreadTotalLiveCount, Is.EqualTo(before + 1));
        result.Dispose();
    }

    [Test]
    public void A_custom_loss_sees_raw_outputs_and_class_indices()
    {
        var loss = Loss.From("margin", (outputs, targets) => outputs.select(1, 0) + targets);

        Assert.That(Values(loss), Is.EqualTo(new float[] { 0, 1, 1 }));
    }

    [Test]
    public void A_custom_loss_of_another_shape_is_refused_by_its_name()
    {
        var mean = Loss.From("average", (outputs, _) => outputs.mean());
        var broadcast = Loss.From("square", (outputs, targets) => (outputs.narrow(1, 0, 1) - targets).square());
        var column = Loss.From("column", (outputs, _) => outputs.narrow(1, 0, 1));
        var missing = Loss.From("missing", (_, _) => null!);
        var whole = Loss.From("whole", (_, targets) => targets.alias());

        Assert.That(() => Values(mean), Throws.InvalidOperationException.With.Message.StartsWith(
            "The loss 'average' must return one value for each row, shape [3], but returned shape []"));
        Assert.That(() => Values(broadcast), Throws.InvalidOperationException.With.Message.StartsWith(
            "The loss 'square' must return one value for each row, shape [3], but returned shape [3, 3] "
            + "for outputs [3, 2] and targets [3]."));
        Assert.That(() => Values(column), Throws.InvalidOperationException.With.Message.Contains("returned shape [3, 1]"));
        Assert.That(() => Values(missing), Throws.InvalidOperationException.With.Message.Contains("'missing' returned null"));
        Assert.That(() => Values(whole), Throws.InvalidOperationException.With.Message.Contains("floating-point"));
    }

    [Test]
    public void A_custom_loss_is_known_by_its_name()
    {
        var loss = Loss.From("mine", (outputs, _) => outputs.select(1, 0));

        Assert.That(loss, Is.EqualTo(Loss.From("mine", (outputs, _) => outputs.select(1, 1))));
        Assert.That(loss.GetHashCode(), Is.EqualTo(Loss.From("mine", (_, targets) => targets).GetHashCode()));
        Assert.That(loss, Is.Not.EqualTo(Loss.From("other", (outputs, _) => outputs.select(1, 0))));
        Assert.That(() => Loss.From("", (outputs, _) => outputs), Throws.ArgumentException);
        Assert.That(() => Loss.From("mine", null!), Throws.ArgumentNullException);
    }

    [Test]
    public void Settings_out_of_their_range_are_refused()
    {
        Assert.That(() => new CrossEntropy(1.1), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => new FocalLoss() with { Gamma = -1 }, Throws.TypeOf<ArgumentOutOfRangeException>());
    }

    private static Loss[] ForClasses =>
        [new CrossEntropy(0.1), new FocalLoss(), Loss.From("first", (outputs, _) => outputs.select(1, 0))];

    private static (Tensor Outputs, Tensor Targets) Many() => (
        tensor(Enumerable.Range(0, 60).Select(i => (float)(4 * Math.Sin(i))).ToArray()).view(20, 3),
        tensor(Enumerable.Range(0, 20).Select(i => (long)(i * i % 3)).ToArray()));

    private float[] Values(Loss loss) => Values(loss, _outputs, _targets);

    private static float[] Values(Loss loss, Tensor outputs, Tensor targets) =>
        loss.PerRow(outputs, targets).data<float>().ToArray();
}
