// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;
using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

public sealed class ColumnErrorTests
{
    // ML.NET marks its own exceptions, so that tools can tell a user's mistake from a crash.
    private const string Mark = "ML_IsMarked";

    private static readonly NeuralClassifierOptions _options = new() { Builder = new LinearBuilder() };

    [TestCase("Nowhere", "Label", null, "Could not find feature column 'Nowhere'")]
    [TestCase("Features", "Nowhere", null, "Could not find label column 'Nowhere'")]
    [TestCase("Features", "Label", "Nowhere", "Could not find weight column 'Nowhere'")]
    public void A_missing_column_lists_those_that_are_there(string features, string label, string? weight, string start)
    {
        var options = _options with { FeatureColumnName = features, LabelColumnName = label, ExampleWeightColumnName = weight };

        Refuses(options, start, "The data has: Features, Number, Label, Weight.");
    }

    [TestCase("Label", "Label", null, "feature column 'Label': expected a vector of Single of known size, or Single (make it of other numbers with ConvertType, of columns with Concatenate), got Key")]
    [TestCase("Features", "Number", null, "label column 'Number': expected a key of UInt32 (make one with MapValueToKey), got Single")]
    [TestCase("Features", "Label", "Features", "weight column 'Features': expected Single (make it of other numbers with ConvertType), got Vector<Single")]
    public void A_column_of_the_wrong_type_tells_what_it_is_and_should_be(string features, string label, string? weight, string message)
    {
        var options = _options with { FeatureColumnName = features, LabelColumnName = label, ExampleWeightColumnName = weight };

        Refuses(options, message);
    }

    [Test]
    public void A_vector_of_unknown_size_is_refused()
    {
        var context = new MLContext();
        var data = context.Data.LoadFromEnumerable([new Unsized { Features = [1, 2] }]);

        Assert.That(
            () => context.FluxTrainers.NeuralClassifier(_options).Fit(data),
            Throws.TypeOf<ArgumentOutOfRangeException>().With.Message.Contains("feature column 'Features': expected a vector of Single of known size"));
    }

    private static void Refuses(NeuralClassifierOptions options, params string[] parts)
    {
        var context = new MLContext();
        var data = TestRows.Blobs(3).ToView(context, 3);
        var trainer = context.FluxTrainers.NeuralClassifier(options);
        foreach (var act in new Action[] { () => trainer.Fit(data), () => trainer.DryRun(data) })
        {
            var error = Assert.Throws<ArgumentOutOfRangeException>(() => act())!;
            Assert.That(parts, Is.All.Matches<string>(part => error.Message.Contains(part!, StringComparison.Ordinal)), error.Message);
            Assert.That(error.Data.Contains(Mark), "marked");
        }
    }

    private sealed class Unsized
    {
        public float[] Features { get; set; } = [];

        [KeyType(3)]
        public uint Label { get; set; }
    }
}
