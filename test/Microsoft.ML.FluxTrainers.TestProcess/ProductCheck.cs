// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers.TestProcess;

/// <summary>One matrix product of random numbers, in every layout that dense layers need.</summary>
internal sealed unsafe class ProductCheck
{
    private const int Padding = 16;
    private readonly int _m;
    private readonly int _n;
    private readonly int _k;
    private readonly PinnedFloats _a;
    private readonly PinnedFloats _b;
    private readonly PinnedFloats _bias;

    public ProductCheck(int m, int n, int k, RandomStream random)
    {
        (_m, _n, _k) = (m, n, k);
        (_a, _b, _bias) = (new PinnedFloats(m * k), new PinnedFloats(k * n), new PinnedFloats(n));
        random.FillUniform(_a.Span, -1, 1);
        random.FillUniform(_b.Span, -1, 1);
        random.FillUniform(_bias.Span, -1, 1);
    }

    /// <summary>The largest distance from the product in double precision, over the sum of magnitudes of its terms.</summary>
    public double LargestError()
    {
        var plain = new PinnedFloats(_m * _n);
        MatrixProduct.Multiply(_m, _n, _k, Matrix.Rows(_a.Start, _k), Matrix.Rows(_b.Start, _n), plain.Start, _bias.Start);
        var turned = new PinnedFloats(_m * _n);
        var (a, b) = (Turned(_a, _m, _k), Turned(_b, _k, _n));
        MatrixProduct.Multiply(
            _m, _n, _k, Matrix.Rows(a.Start, _m).Transposed, Matrix.Rows(b.Start, _k).Transposed, turned.Start, _bias.Start);
        var twice = new PinnedFloats(_m * _n);
        plain.Span.CopyTo(twice.Span);
        MatrixProduct.Multiply(
            _m, _n, _k, Matrix.Rows(_a.Start, _k), Matrix.Rows(_b.Start, _n), twice.Start, accumulate: true);
        return Math.Max(Error(plain, 1, 1), Math.Max(Error(turned, 1, 1), Error(twice, 2, 1)));
    }

    public bool RowsGiveTheSameBitsAlone()
    {
        var padded = (_n + Padding - 1) / Padding * Padding;
        var (b, bias) = (Padded(_b, _k, padded), Padded(_bias, 1, padded));
        var all = new PinnedFloats(_m * padded);
        var alone = new PinnedFloats(padded);
        MatrixProduct.Multiply(_m, padded, _k, Matrix.Rows(_a.Start, _k), Matrix.Rows(b.Start, padded), all.Start, bias.Start);
        for (var row = 0; row < _m; row++)
        {
            MatrixProduct.MultiplyRow(_a.Start + (row * _k), _k, b.Start, padded, bias.Start, alone.Start);
            if (!alone.Span.SequenceEqual(all.Span.Slice(row * padded, padded)))
            {
                return false;
            }
        }

        return true;
    }

    private double Error(PinnedFloats result, int products, int biases)
    {
        var largest = 0.0;
        for (var i = 0; i < _m; i++)
        {
            for (var j = 0; j < _n; j++)
            {
                var (sum, magnitude) = (biases * (double)_bias.Span[j], 1.0);
                for (var p = 0; p < _k; p++)
                {
                    var term = products * (double)_a.Span[(i * _k) + p] * _b.Span[(p * _n) + j];
                    (sum, magnitude) = (sum + term, magnitude + Math.Abs(term));
                }

                largest = Math.Max(largest, Math.Abs(result.Span[(i * _n) + j] - sum) / magnitude);
            }
        }

        return largest;
    }

    private static PinnedFloats Turned(PinnedFloats matrix, int rows, int columns)
    {
        var turned = new PinnedFloats(rows * columns);
        for (var i = 0; i < rows; i++)
        {
            for (var j = 0; j < columns; j++)
            {
                turned.Span[(j * rows) + i] = matrix.Span[(i * columns) + j];
            }
        }

        return turned;
    }

    private PinnedFloats Padded(PinnedFloats matrix, int rows, int width)
    {
        var padded = new PinnedFloats(rows * width);
        for (var row = 0; row < rows; row++)
        {
            matrix.Span.Slice(row * _n, _n).CopyTo(padded.Span.Slice(row * width, width));
        }

        return padded;
    }
}
