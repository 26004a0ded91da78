// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Spectre.Console;
using Spectre.Console.Rendering;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Takes the old table away before text is written in its place. Spectre only goes back to its first line, so that what is longer than the text would stay beside it.</summary>
internal sealed class EraseBelow : IRenderHook
{
    public IEnumerable<IRenderable> Process(RenderOptions options, IEnumerable<IRenderable> renderables)
    {
        var isFirst = true;
        foreach (var renderable in renderables)
        {
            yield return renderable;
            if (isFirst)
            {
                yield return new ControlCode("\e[J"); // the first has moved the cursor to the table's beginning
                isFirst = false;
            }
        }
    }
}
