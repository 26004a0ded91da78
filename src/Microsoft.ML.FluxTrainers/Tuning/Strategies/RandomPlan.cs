// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Points drawn without regard to results, in rounds that are only so large because nobody wants to hold them all.</summary>
internal sealed class RandomPlan(SearchSetting setting) : SearchPlan
{
    private const int RoundSize = 256;
    private readonly RandomStream _stream = setting.Stream("points");
    private readonly ParameterSpace _space = setting.Ranges;
    private int _next;

    public override int? Total => setting.Trials;

    public override IReadOnlyList<TrialPlan> Next(IReadOnlyList<double> losses)
    {
        var axes = _space.Axes.Count;
        var count = Math.Min(RoundSize, (setting.Trials ?? int.MaxValue) - _next);
        var round = new TrialPlan[count];
        for (var i = 0; i < count; i++)
        {
            round[i] = new(_next++, _space.At(SearchSetting.Draw(_stream, axes)));
        }

        return round;
    }
}
