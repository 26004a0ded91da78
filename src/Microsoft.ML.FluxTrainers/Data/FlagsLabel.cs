// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Several labels, each true or false: their targets are 0 or 1.</summary>
/// <param name="Vector">The labels.</param>
/// <param name="Threshold">A label is predicted where its probability is above this.</param>
internal sealed record FlagsLabel(LabelVector Vector, double Threshold) : LabelReader(Vector.Columns[0])
{
    public override int Width => Vector.Width;

    public override int ClassCount => 0;

    public override bool LeavesOutUnlabeled => false;

    public override string Describe(int index) => $"Label {Vector.Describe(index)}";

    protected override Func<float, string?>? Restriction => target => target is 0 or 1 ? null : "A label must be 0 (false) or 1 (true).";

    /// <inheritdoc/>
    /// <remarks>The threshold stays that of the options.</remarks>
    public override LabelReader Continue(TargetSpec known) => known is not LabelsTarget target
        ? throw new InvalidOperationException("The earlier model is no multi-label classifier.")
        : target.Names.SequenceEqual(Vector.Names)
            ? this
            : throw new InvalidOperationException(
                $"The labels of column '{Column.Name}' are not those of the earlier model, which are {string.Join(", ", target.Names.Take(20))}.");

    public override LabelGetter Bind(DataViewRow row) => Vector.Bind(row);

    public override TargetSpec Sample() => new LabelsTarget([.. Vector.Names], Vector.IsNamed, Threshold);

    public override TargetSpec Finish(float[] targets, float[] weights) => Sample();
}
