namespace Gateways.Analyzers;

/// <summary>Where the page of a diagnostic is read.</summary>
internal static class HelpLink
{
    public static string Of(string id) => $"https://github.com/gateways-net/gateways/blob/main/docs/diagnostics/{id}.md";
}
