// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Microsoft.ML.FluxTrainers;

/// <summary>What tells one run from another: equal where a fit is the same again.</summary>
internal static class RunId
{
    private const int Letters = 32;

    /// <summary>The id of a fit: a name for a folder.</summary>
    /// <param name="request">The fit.</param>
    /// <param name="rows">The fingerprint of its training rows.</param>
    public static string Of(FitRequest request, string rows)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        void Add(string text)
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            hash.AppendData(BitConverter.GetBytes(bytes.Length)); // so that no two lists of texts look the same
            hash.AppendData(bytes);
        }

        Add(OfOptions(request.Options));
        Add(request.Seed.ToString(CultureInfo.InvariantCulture));
        Add(request.LastEpoch.ToString(CultureInfo.InvariantCulture));
        Add(request.Device.ToString());
        Add(request.Run.Runner.ToString());
        Add(request.Run.DataLoading.ToString()); // rows that are read anew come in another order
        Add(rows);
        Add(request.Validation?.Fingerprint() ?? "");

        // Rows are compared as the network sees them: how they were scaled belongs to them.
        hash.AppendData(MemoryMarshal.AsBytes((request.Train.Input.Scaling?.Offset ?? []).AsSpan()));
        hash.AppendData(MemoryMarshal.AsBytes((request.Train.Input.Scaling?.Scale ?? []).AsSpan()));
        hash.AppendData(MemoryMarshal.AsBytes(request.Target.Scaling.AsSpan()));
        Add(request.Previous?.State.Epoch.ToString(CultureInfo.InvariantCulture) ?? "");
        hash.AppendData(MemoryMarshal.AsBytes((request.Previous?.State.Last.Parameters ?? []).AsSpan()));
        return Text(hash.GetHashAndReset());
    }

    /// <summary>The hash of hyperparameters.</summary>
    public static string OfOptions(IReadOnlyDictionary<string, string> options) => Text(SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Join('\n', options.OrderBy(option => option.Key, StringComparer.Ordinal).Select(option => $"{option.Key}={option.Value}")))));

    private static string Text(byte[] hash) => Convert.ToHexString(hash)[..Letters];
}
