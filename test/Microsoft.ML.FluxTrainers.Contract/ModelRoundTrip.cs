// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers.Contract;

/// <summary>Saves and loads models.</summary>
public static class ModelRoundTrip
{
    /// <summary>Saves a model and loads it into a context.</summary>
    /// <param name="model">The model.</param>
    /// <param name="schema">The schema of its input.</param>
    /// <param name="target">The context that loads, which need not know the one that saved.</param>
    public static (ITransformer Model, DataViewSchema Schema) Through(MLContext target, ITransformer model, DataViewSchema schema)
    {
        using var stream = new MemoryStream();
        new MLContext().Model.Save(model, schema, stream);
        stream.Position = 0;
        var loaded = target.Model.Load(stream, out var loadedSchema);
        return (loaded, loadedSchema);
    }
}
