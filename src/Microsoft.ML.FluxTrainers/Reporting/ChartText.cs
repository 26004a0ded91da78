// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>A text.</summary>
/// <param name="At">Where its baseline begins, is centered or ends.</param>
/// <param name="Text">The words.</param>
/// <param name="Anchor">Which part of the baseline lies there.</param>
internal sealed record ChartText(ChartPoint At, string Text, ChartAnchor Anchor) : ChartShape
{
    private const double DigitWidth = 6.7;
    private const double LetterWidth = 7.2; // a wide letter at 12 pixels; no font is at hand to measure with

    /// <summary>Whether it is the chart's title.</summary>
    public bool IsTitle { get; init; }

    /// <summary>Whether it stands on a colored box, and so in the color of text.</summary>
    public bool IsOnBox { get; init; }

    /// <summary>Whether lines may lie below it, from which a border in the color of the paper sets it off.</summary>
    public bool HasHalo { get; init; }

    /// <summary>Whether it runs upwards.</summary>
    public bool IsUpright { get; init; }

    /// <summary>About how wide a text is.</summary>
    public static double WidthOf(string text) => text.Length * LetterWidth;

    /// <summary>The width of a number of so many letters: digits are narrower.</summary>
    public static double WidthOfNumber(int letters) => letters * DigitWidth;

    /// <summary>A text, cut where it would be wider than there is room.</summary>
    public static string Fitted(string text, double width)
    {
        var letters = Math.Max(1, (int)(width / LetterWidth));
        if (text.Length <= letters)
        {
            return text;
        }

        var kept = letters - 1;
        return text[..(kept > 0 && char.IsHighSurrogate(text[kept - 1]) ? kept - 1 : kept)] + "…"; // no half of a letter
    }
}
