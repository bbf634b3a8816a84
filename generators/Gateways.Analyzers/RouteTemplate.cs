namespace Gateways.Analyzers;

/// <summary>The parameters of a gateway's path, as ASP.NET Core writes them: <c>{id}</c>, <c>{id?}</c>, <c>{id:guid}</c>, <c>{id=1}</c>, <c>{*rest}</c>.</summary>
internal sealed class RouteTemplate(string path)
{
    private readonly HashSet<string> _parameters = new(FindParameters(path), StringComparer.OrdinalIgnoreCase);

    public string Path { get; } = path;

    public bool Has(string parameter) => _parameters.Contains(parameter);

    private static IEnumerable<string> FindParameters(string path)
    {
        // Doubled braces are text.
        var text = path.Replace("{{", "").Replace("}}", "");
        for (var open = text.IndexOf('{'); open >= 0; open = text.IndexOf('{', open + 1))
        {
            var close = text.IndexOf('}', open);
            if (close < 0)
                yield break;

            yield return text.Substring(open + 1, close - open - 1).TrimStart('*').Split(':', '=', '?')[0];
        }
    }
}
