// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Finds the settings of an embedding, which TorchSharp hides, by what they do.</summary>
/// <remarks>
/// The embedding looks up all categories, the first one twice, in weights as large as a float can be; its own weights are
/// put back after. A max_norm then changes the weights; a padding_idx has no gradient there; scale_grad_by_freq halves the
/// first category's gradient from 2 to 1; sparse gives a sparse gradient (and together with the one before, an exception).
/// </remarks>
internal static class EmbeddingProbe
{
    /// <summary>Null if the embedding is plain, else what is unusual, as the end of a sentence about the layer.</summary>
    public static string? WhyUnusual(Embedding module)
    {
        using var scope = NewDisposeScope();
        using var recorded = enable_grad();
        var own = module.named_parameters(false).First(item => item.name == "weight").parameter;
        if (own.dtype != ScalarType.Float32)
        {
            return $"has weights of type {own.dtype}";
        }

        // Embedding_from_pretrained of TorchSharp 0.107 registers other weights than it uses.
        if (module.weight!.storage<float>().data_ptr() != own.storage<float>().data_ptr())
        {
            return "uses other weights than those it shows, as Embedding_from_pretrained makes them; copy them into an Embedding";
        }

        var probe = nn.Parameter(full_like(own, float.MaxValue));
        try
        {
            module.weight = probe;
            return WhyUnusual(module, probe);
        }
        finally
        {
            module.weight = own;
        }
    }

    private static string? WhyUnusual(Embedding module, Parameter probe)
    {
        var levels = probe.shape[0];
        var ids = arange(-1, levels, dtype: ScalarType.Int64, device: probe.device).clamp_(min: 0);
        try
        {
            module.call(ids).sum().backward();
        }
        catch (System.Runtime.InteropServices.ExternalException)
        {
            return "has sparse and scale_grad_by_freq = true, which torch itself refuses";
        }

        var gradient = probe.grad!;
        if (gradient.is_sparse)
        {
            return "has sparse = true";
        }

        if ((probe.detach() != float.MaxValue).any().item<bool>())
        {
            return "has a max_norm";
        }

        if ((gradient == 0).any().item<bool>())
        {
            return "has a padding_idx";
        }

        return (gradient[0] != 2).any().item<bool>() ? "has scale_grad_by_freq = true" : null;
    }
}
