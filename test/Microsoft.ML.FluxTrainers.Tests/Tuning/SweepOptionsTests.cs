// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.ML.SearchSpace;
using NUnit.Framework;
using RangeAttribute = Microsoft.ML.SearchSpace.RangeAttribute;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>What AutoML asks of options with attributes, which it checks itself too late or never.</summary>
public sealed class SweepOptionsTests
{
    // As AutoML 0.23.1 turns its parameters into an object: Parameter.AsType.
    private static readonly JsonSerializerOptions _json = new()
    {
        WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter() },
    };

    private static IEnumerable<Type> Sweeps => typeof(NeuralSweepOptions).Assembly.GetExportedTypes()
        .Where(type => !type.IsAbstract && type.IsSubclassOf(typeof(NeuralSweepOptions)));

    private static IEnumerable<TestCaseData> Searched =>
        from type in Sweeps
        from property in type.GetProperties()
        select new TestCaseData(type, property).SetArgDisplayNames(type.Name, property.Name);

    [Test]
    public void Each_task_has_a_sweep() =>
        Assert.That(Sweeps.Select(type => type.Name), Is.EquivalentTo(typeof(NeuralOptions).Assembly.GetExportedTypes()
            .Where(type => !type.IsAbstract && type.IsSubclassOf(typeof(NeuralOptions)))
            .Select(type => type.Name.Replace("Options", "SweepOptions", StringComparison.Ordinal))));

    [TestCaseSource(nameof(Searched))]
    public void A_property_can_be_searched(Type type, PropertyInfo property)
    {
        var attribute = property.GetCustomAttributes().Single(one => one is RangeAttribute or ChoiceAttribute or BooleanChoiceAttribute);
        var own = property.GetValue(Activator.CreateInstance(type));

        Assert.That(property.SetMethod?.IsPublic, Is.True, "AutoML sets public setters only");
        Assert.That(property.PropertyType, Is.AnyOf(typeof(int), typeof(long), typeof(float), typeof(double), typeof(bool), typeof(string)).Or.Matches<Type?>(other => other is { IsEnum: true }));
        switch (attribute)
        {
            case RangeAttribute range:
                Assert.That(range.Min, Is.TypeOf(property.PropertyType));
                Assert.That(range.Init, Is.EqualTo(own), "the search starts at Init");
                Assert.That(Convert.ToDouble(range.Min, null), Is.LessThan(Convert.ToDouble(range.Max, null)));
                Assert.That(!range.LogBase || Convert.ToDouble(range.Min, null) > 0, "a log scale has no 0");
                Assert.That(range.LogBase && property.PropertyType == typeof(int), Is.False, "integers on a log scale start off by one or two");
                break;
            case ChoiceAttribute choice:
                Assert.That(choice.Candidates.Select(candidate => candidate.GetType()).Distinct(), Is.EqualTo(new[] { property.PropertyType }));
                Assert.That(choice.DefaultValue, Is.EqualTo(own), "the search starts at the default");
                Assert.That(choice.Candidates, Does.Contain(own));
                break;
            case BooleanChoiceAttribute choice:
                Assert.That(choice.DefaultValue, Is.EqualTo(own));
                break;
            default:
                Assert.Fail(attribute.GetType().Name);
                break;
        }
    }

    [TestCaseSource(nameof(Sweeps))]
    public void The_defaults_are_those_of_the_trainer(Type type) =>
        Assert.That(
            ToOptions(Activator.CreateInstance(type)!),
            Is.EqualTo(Activator.CreateInstance(type.GetMethod("ToOptions")!.ReturnType)));

    [TestCaseSource(nameof(Searched))]
    public void Each_candidate_survives_JSON_and_reaches_the_options(Type type, PropertyInfo property)
    {
        object[] candidates = property.GetCustomAttributes().Single(one => one is RangeAttribute or ChoiceAttribute) switch
        {
            RangeAttribute range => [range.Min, range.Max],
            ChoiceAttribute choice => choice.Candidates,
            _ => [],
        };
        foreach (var candidate in candidates)
        {
            var sweep = Activator.CreateInstance(type)!;
            property.SetValue(sweep, candidate);

            var read = JsonSerializer.Deserialize(JsonSerializer.Serialize(sweep, type, _json), type, _json);

            Assert.That(read, Is.EqualTo(sweep));
            Assert.That(
                Equals(ToOptions(read!), ToOptions(Activator.CreateInstance(type)!)),
                Is.EqualTo(Equals(candidate, property.GetValue(Activator.CreateInstance(type)))),
                $"{candidate}");
        }
    }

    [Test]
    public void What_is_not_searched_stays()
    {
        var fixedOptions = new NeuralClassifierOptions
        {
            LabelColumnName = "Cut",
            Builder = new MlpBuilder(7) { Dropout = 0.3 },
            Optimizer = new Sgd(0.1) { Momentum = 0.9 },
            Seed = 4,
        };

        var options = new NeuralClassifierSweepOptions { Hidden = "8,4", LearningRate = 0.02, Activation = HiddenActivation.Mish, Dropout = 0.1 }.ToOptions(fixedOptions);

        Assert.That(options, Is.EqualTo(fixedOptions with
        {
            Builder = new MlpBuilder(8, 4) { Activation = Activation.Mish, Dropout = 0.1 },
            Optimizer = new Sgd(0.02) { Momentum = 0.9 },
        }));
    }

    [Test]
    public void A_loss_of_another_kind_and_the_settings_of_AdamW_stay()
    {
        var fixedOptions = new NeuralClassifierOptions { Loss = new FocalLoss(), Optimizer = new AdamW(0.1) { Beta2 = 0.95 } };

        var options = new NeuralClassifierSweepOptions { LabelSmoothing = 0.1, WeightDecay = 0.001 }.ToOptions(fixedOptions);

        Assert.That(options, Is.EqualTo(fixedOptions with { Optimizer = new AdamW(0.003) { Beta2 = 0.95, WeightDecay = 0.001 } }));
    }

    [Test]
    public void Weight_decay_takes_AdamW() =>
        Assert.That(
            new NeuralRegressorSweepOptions { WeightDecay = 0.001 }.ToOptions().Optimizer,
            Is.EqualTo(new AdamW(0.003) { WeightDecay = 0.001 }));

    [Test]
    public void An_image_sweep_varies_the_convolutions() =>
        Assert.That(
            new NeuralImageClassifierSweepOptions { Channels = "8,16", KernelSize = 5, Dropout = 0.2 }.ToOptions().Builder,
            Is.EqualTo(new ConvBuilder(8, 16) { KernelHeight = 5, KernelWidth = 5, Dropout = 0.2 }));

    [Test]
    public void Widths_that_are_no_numbers_are_refused() =>
        Assert.That(
            () => new NeuralRegressorSweepOptions { Hidden = "64;32" }.ToOptions(),
            Throws.ArgumentException.With.Message.StartsWith("Hidden must be whole numbers with commas between, such as \"128,64\", but is \"64;32\"."));

    private static object ToOptions(object sweep) =>
        sweep.GetType().GetMethod("ToOptions")!.Invoke(sweep, BindingFlags.DoNotWrapExceptions, null, [null], null)!;
}
