// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Model.OnnxConverter;

namespace Microsoft.ML.FluxTrainers;

/// <summary>A view with predictions, which ML.NET's ONNX export meets while it walks back along a pipeline.</summary>
/// <remarks>A view that does not say it can be exported makes the export write, silently, a model without it.
/// So this one says yes, and stops the export with a clear message.</remarks>
internal abstract class ScoredViewBase(IDataView source) : ITransformCanSaveOnnx
{
    public IDataView Source => source;

    public abstract bool CanShuffle { get; }

    public abstract DataViewSchema Schema { get; }

    public abstract long? GetRowCount();

    public abstract DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null);

    public abstract DataViewRowCursor[] GetRowCursorSet(
        IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null);

    bool ICanSaveOnnx.CanSaveOnnx(OnnxContext ctx) => true;

    void ISaveAsOnnx.SaveAsOnnx(OnnxContext ctx) => throw new NotSupportedException(
        "This version of FluxTrainers cannot export a neural network to ONNX. Save the pipeline with mlContext.Model.Save, or export the part before the network.");

    void ICanSaveModel.Save(ModelSaveContext ctx) => throw new NotSupportedException(
        "A view of predictions is not a model. Save the transformer with mlContext.Model.Save.");
}
