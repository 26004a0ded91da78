// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

public sealed class TensorTypesTests
{
    // The names and widths of the safetensors library.
    [TestCase("BOOL", 1)]
    [TestCase("U8", 1)]
    [TestCase("I8", 1)]
    [TestCase("U16", 2)]
    [TestCase("I16", 2)]
    [TestCase("F16", 2)]
    [TestCase("BF16", 2)]
    [TestCase("U32", 4)]
    [TestCase("I32", 4)]
    [TestCase("F32", 4)]
    [TestCase("U64", 8)]
    [TestCase("I64", 8)]
    [TestCase("F64", 8)]
    public void A_type_has_a_name_and_a_width(string name, int bytes)
    {
        Assert.That(TensorTypes.TryParse(name, out var type), Is.True);
        Assert.That(type.FileName(), Is.EqualTo(name));
        Assert.That(type.ElementBytes(), Is.EqualTo(bytes));
    }

    [TestCase("Bool")]
    [TestCase("f32")]
    [TestCase("9")]
    [TestCase("U8, I8")]
    [TestCase("")]
    [TestCase("F8_E4M3")]
    public void Nothing_else_is_a_type(string name) => Assert.That(TensorTypes.TryParse(name, out _), Is.False);

    [Test]
    public void A_scalar_has_one_element_and_a_zero_size_none()
    {
        Assert.That(TensorType.F32.TryByteCount([], out var scalar), Is.True);
        Assert.That(TensorType.F32.TryByteCount([3, 0, 5], out var empty), Is.True);
        Assert.That((scalar, empty), Is.EqualTo((4L, 0L)));
    }

    [TestCase(1L << 60, 2L, ExpectedResult = false)] // 2^61 elements of 4 bytes are 2^63
    [TestCase(1L << 60, 1L, ExpectedResult = true)]
    [TestCase(long.MaxValue, long.MaxValue, ExpectedResult = false)]
    [TestCase(-1L, 0L, ExpectedResult = false)]
    public bool A_product_past_64_bits_is_no_size(long first, long second) =>
        TensorType.F32.TryByteCount([first, second], out _);
}
