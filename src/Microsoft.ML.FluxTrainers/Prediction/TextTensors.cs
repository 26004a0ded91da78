// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Runtime.InteropServices;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Texts as two tensors: how long each is, and all their letters (UTF-16) one after the other.</summary>
/// <remarks>Unlike those of JSON they may be many, and every text comes back as it is, half a surrogate pair too.</remarks>
internal static class TextTensors
{
    /// <summary>The tensors of some texts.</summary>
    /// <param name="name">What both names begin with.</param>
    /// <param name="texts">The texts.</param>
    public static IEnumerable<NamedTensor> Of(string name, IReadOnlyCollection<string> texts)
    {
        var letters = LittleEndian.ToBytes(MemoryMarshal.Cast<char, ushort>(string.Concat(texts)));
        return
        [
            NamedTensor.FromInt64s(Lengths(name), [texts.Count], [.. texts.Select(text => (long)text.Length)]),
            new(Letters(name), TensorType.U16, [letters.Length / sizeof(ushort)], letters),
        ];
    }

    /// <summary>The texts, or null where lengths and letters do not fit each other.</summary>
    /// <param name="name">What both names begin with.</param>
    /// <param name="tensors">The tensors of a file.</param>
    /// <exception cref="InvalidDataException">They are not there, or of another type.</exception>
    public static string[]? Read(string name, IReadOnlyList<NamedTensor> tensors)
    {
        var lengths = Find(tensors, Lengths(name)).ToInt64s();
        var letters = Find(tensors, Letters(name)).ToUInt16s();
        var texts = new string[lengths.Length];
        var at = 0L;
        for (var i = 0; i < texts.Length; i++)
        {
            if (lengths[i] < 0 || lengths[i] > letters.Length - at)
            {
                return null;
            }

            texts[i] = new string(MemoryMarshal.Cast<ushort, char>(letters.AsSpan((int)at, (int)lengths[i])));
            at += lengths[i];
        }

        return at == letters.Length ? texts : null;
    }

    private static NamedTensor Find(IReadOnlyList<NamedTensor> tensors, string name) =>
        tensors.FirstOrDefault(tensor => tensor.Name == name) ?? throw DamagedModel.Lacks(name);

    private static string Lengths(string name) => $"{name}.lengths";

    private static string Letters(string name) => $"{name}.letters";
}
