// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Globalization;
using System.Net;
using System.Text;

namespace Microsoft.ML.FluxTrainers;

/// <summary>What is to be known at a glance, side by side at the head of a report.</summary>
internal static class ReportFacts
{
    public static void Append(StringBuilder page, IEnumerable<(string Fact, string Value)> facts)
    {
        page.Append("<dl>\n");
        foreach (var (fact, value) in facts)
        {
            page.Append(CultureInfo.InvariantCulture, $"<div><dt>{WebUtility.HtmlEncode(fact)}</dt><dd>{WebUtility.HtmlEncode(value)}</dd></div>\n");
        }

        page.Append("</dl>\n");
    }
}
