// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Net;
using System.Text;

namespace Microsoft.ML.FluxTrainers;

/// <summary>The numbers behind pictures, folded away until someone wants them.</summary>
/// <param name="Name">What they are.</param>
/// <param name="Header">The names of the columns.</param>
/// <param name="Rows">The cells, row after row.</param>
internal sealed record ReportTable(string Name, IReadOnlyList<string> Header, IEnumerable<IReadOnlyList<string>> Rows)
{
    public void Append(StringBuilder page)
    {
        page.Append("<details><summary>").Append(Html(Name)).Append("</summary>\n<div class=\"scroll\"><table>\n<thead><tr>");
        foreach (var name in Header)
        {
            page.Append("<th>").Append(Html(name)).Append("</th>");
        }

        page.Append("</tr></thead>\n<tbody>\n");
        foreach (var row in Rows)
        {
            page.Append("<tr>");
            foreach (var cell in row)
            {
                page.Append("<td>").Append(Html(cell)).Append("</td>");
            }

            page.Append("</tr>\n");
        }

        page.Append("</tbody>\n</table></div></details>\n");
    }

    private static string Html(string text) => WebUtility.HtmlEncode(text);
}
