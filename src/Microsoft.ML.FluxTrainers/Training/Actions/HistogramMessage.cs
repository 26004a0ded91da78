// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>TensorBoard's HistogramProto: buckets of equal width, and the moments.</summary>
internal static class HistogramMessage
{
    private const int Buckets = 30;

    /// <summary>The message; numbers that are not finite are left out.</summary>
    public static ProtocolBuffer Of(ReadOnlySpan<float> values)
    {
        var (low, high, sum, squares, count) = (double.PositiveInfinity, double.NegativeInfinity, 0.0, 0.0, 0);
        foreach (var value in values)
        {
            if (float.IsFinite(value))
            {
                (low, high, count) = (Math.Min(low, value), Math.Max(high, value), count + 1);
                sum += value;
                squares += (double)value * value;
            }
        }

        (low, high) = count == 0 ? (0, 0) : (low, high);
        var (limits, counts) = high > low ? Fill(values, low, high) : ([high], [count]);
        var message = new ProtocolBuffer();
        message.Double(1, low);
        message.Double(2, high);
        message.Double(3, count);
        message.Double(4, sum);
        message.Double(5, squares);
        message.Doubles(6, limits);
        message.Doubles(7, counts);
        return message;
    }

    private static (double[] Limits, double[] Counts) Fill(ReadOnlySpan<float> values, double low, double high)
    {
        var width = (high - low) / Buckets;
        var counts = new double[Buckets];
        foreach (var value in values)
        {
            if (float.IsFinite(value))
            {
                counts[Math.Clamp((int)((value - low) / width), 0, Buckets - 1)]++;
            }
        }

        return ([.. Enumerable.Range(1, Buckets).Select(i => low + (i * width))], counts);
    }
}
