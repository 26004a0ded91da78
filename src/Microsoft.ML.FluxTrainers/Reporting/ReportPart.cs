// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Globalization;
using System.Net;
using System.Text;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Pictures that belong together, and the numbers behind them.</summary>
/// <param name="Name">What they show; null where the run's own heading says it.</param>
/// <param name="Explanation">A sentence above the pictures, or null.</param>
/// <param name="Charts">The pictures.</param>
/// <param name="Tables">The numbers.</param>
internal sealed record ReportPart(string? Name, string? Explanation, IReadOnlyList<Chart> Charts, IReadOnlyList<ReportTable> Tables)
{
    public void Append(StringBuilder page)
    {
        if (Name is not null)
        {
            page.Append(CultureInfo.InvariantCulture, $"<h3>{WebUtility.HtmlEncode(Name)}</h3>\n");
        }

        if (Explanation is not null)
        {
            page.Append(CultureInfo.InvariantCulture, $"<p class=\"note\">{WebUtility.HtmlEncode(Explanation)}</p>\n");
        }

        page.Append("<div class=\"charts\">\n");
        foreach (var chart in Charts)
        {
            page.Append("<figure>\n").Append(ChartSvg.Of(chart)).Append("</figure>\n");
        }

        page.Append("</div>\n");
        foreach (var table in Tables)
        {
            table.Append(page);
        }
    }
}
