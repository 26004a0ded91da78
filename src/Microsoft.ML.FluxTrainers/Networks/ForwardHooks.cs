// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Collections;
using System.Reflection;
using static TorchSharp.torch;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Finds the functions that a user hung on a module's forward pass; TorchSharp keeps them in protected fields.</summary>
internal static class ForwardHooks
{
    private static readonly string[] _fields = ["pre_hooks", "post_hooks", "module_pre_hooks", "module_post_hooks"];

    /// <summary>Null if the module has no hooks, else what is in the way.</summary>
    public static string? WhyNotFree(nn.Module module)
    {
        foreach (var name in _fields)
        {
            var field = module.GetType().GetField(name, BindingFlags.Instance | BindingFlags.NonPublic);
            if (field?.GetValue(module) is not ICollection hooks)
            {
                return "may have forward hooks, which this version of TorchSharp does not show";
            }

            if (hooks.Count > 0)
            {
                return "has forward hooks, which can't be described";
            }
        }

        return null;
    }
}
