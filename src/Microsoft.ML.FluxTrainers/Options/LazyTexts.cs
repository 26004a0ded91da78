// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Texts by name that are made when somebody first asks for one.</summary>
/// <param name="make">Makes them.</param>
internal sealed class LazyTexts(Func<IReadOnlyDictionary<string, string>> make) : IReadOnlyDictionary<string, string>
{
    private readonly Lazy<IReadOnlyDictionary<string, string>> _texts = new(make);

    public int Count => _texts.Value.Count;

    public IEnumerable<string> Keys => _texts.Value.Keys;

    public IEnumerable<string> Values => _texts.Value.Values;

    public string this[string key] => _texts.Value[key];

    public bool ContainsKey(string key) => _texts.Value.ContainsKey(key);

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out string value) => _texts.Value.TryGetValue(key, out value);

    public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => _texts.Value.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
