// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

public sealed class ActivationTests
{
    [Test]
    public void Activations_are_equal_by_value()
    {
        Assert.That(Activation.Tanh, Is.EqualTo(new TanhActivation()));
        Assert.That(Activation.Tanh, Is.Not.EqualTo(Activation.ReLU));
        Assert.That(Activation.LeakyReLU(0.2), Is.EqualTo(new LeakyReLUActivation(0.2)));
        Assert.That(Activation.LeakyReLU(0.2), Is.Not.EqualTo(Activation.LeakyReLU()));
        Assert.That(Activation.From("mine", x => x), Is.EqualTo(Activation.From("mine", x => -x)));
        Assert.That(Activation.From("mine", x => x), Is.Not.EqualTo(Activation.From("yours", x => x)));
    }

    [Test]
    public void Names_show_the_settings()
    {
        Assert.That(Activation.GELU.ToString(), Is.EqualTo("GELU"));
        Assert.That(Activation.LeakyReLU(0.2).ToString(), Is.EqualTo("LeakyReLU(0.2)"));
        Assert.That(Activation.ELU().ToString(), Is.EqualTo("ELU(1)"));
        Assert.That(Activation.From("mine", x => x).ToString(), Is.EqualTo("mine"));
    }

    [Test]
    public void Bad_settings_are_refused()
    {
        Assert.That(
            () => Activation.LeakyReLU(double.NaN),
            Throws.TypeOf<ArgumentOutOfRangeException>().With.Message.StartsWith("NegativeSlope must be a finite number."));
        Assert.That(() => Activation.From("", x => x), Throws.ArgumentException);
        Assert.That(() => Activation.From("mine", null!), Throws.ArgumentNullException);
    }
}
