// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Text.Json.Nodes;
using Microsoft.ML.FluxTrainers.Contract;
using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>Whatever a model file says of its images: it loads, or ends in one clear error.</summary>
public sealed class HostileImageModelTests
{
    private static readonly Lazy<SavedModel> _saved = new(Save);

    [TestCase("column", "\"Image\"", null)]
    [TestCase("column", "\"\"", "column must not be empty")]
    [TestCase("source", "\"Bytes\"", null)]
    [TestCase("source", "\"Film\"", "'manifest.json' of the model is damaged")]
    [TestCase("source", "\"9\"", "'manifest.json' of the model is damaged")]
    [TestCase("channels", "0", "channels must be a positive integer")]
    [TestCase("channels", "3", "'mean' has 1 numbers for 3 channels")]
    [TestCase("height", "-8", "height must be a positive integer")]
    [TestCase("height", "100000", "'manifest.json' of the model is damaged")]
    [TestCase("width", "7", "'output' (Linear) needs rows of shape")]
    [TestCase("width", "2000000000", "'manifest.json' of the model is damaged")]
    [TestCase("pixelOrder", "\"Spiral\"", "'manifest.json' of the model is damaged")]
    [TestCase("folder", "7", "'manifest.json' of the model is damaged")]
    [TestCase("scale", "0", "Scale must be a finite number greater than 0")]
    [TestCase("scale", "1e999", "'manifest.json' of the model is damaged")]
    [TestCase("mean", "[]", "'mean' has 0 numbers for 1 channels")]
    [TestCase("mean", "[\"x\"]", "'manifest.json' of the model is damaged")]
    [TestCase("std", "[0]", "Std must be a list of finite numbers greater than 0")]
    public void A_manifest_that_makes_no_sense_is_refused(string property, string value, string? message)
    {
        var changed = _saved.Value.WithManifest(manifest => manifest["input"]![property] = JsonNode.Parse(value));
        string? Load()
        {
            try
            {
                new MLContext().Model.Load(new MemoryStream(changed.Bytes), out _);
                return null;
            }
            catch (Exception exception) when (exception.GetBaseException() is InvalidDataException damage)
            {
                return damage.Message;
            }
        }

        Assert.That(Load(), message is null ? Is.Null : Does.Contain(message));
    }

    private static SavedModel Save()
    {
        var mlContext = new MLContext(seed: 1);
        var data = ImageData.View(mlContext, nameof(ImageSample.Bytes));
        using var model = mlContext.FluxTrainers.NeuralImageClassifier(SmallImageClassifier.Options with { Epochs = 0 }).Fit(data);
        using var stream = new MemoryStream();
        mlContext.Model.Save(model, data.Schema, stream);
        return new SavedModel(stream.ToArray());
    }
}
