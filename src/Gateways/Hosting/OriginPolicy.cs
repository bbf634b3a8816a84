using Microsoft.AspNetCore.Http;

namespace Gateways.Hosting;

/// <summary>Decides whether the page a request comes from may connect.</summary>
internal sealed class OriginPolicy(GatewayOptions options)
{
    private readonly HashSet<string> _allowed = new(options.AllowedOrigins, StringComparer.OrdinalIgnoreCase);

    public static bool IsOrigin(string? text) =>
        text == "*"
        || (Uri.TryCreate(text, UriKind.Absolute, out var uri)
            && uri.Scheme is "http" or "https"
            && string.Equals(uri.GetLeftPart(UriPartial.Authority), text, StringComparison.OrdinalIgnoreCase));

    public bool Allows(HttpRequest request)
    {
        var origins = request.Headers.Origin;
        return origins.Count switch
        {
            0 => options.AllowMissingOrigin,
            1 => _allowed.Contains("*") || _allowed.Contains(origins[0]!) || IsSame(request, origins[0]!),
            _ => false,
        };
    }

    /// <summary>Scheme, host and port as the browser wrote them; a proxy that changes them needs forwarded headers.</summary>
    private static bool IsSame(HttpRequest request, string origin)
    {
        var scheme = request.Scheme;
        return origin.Length == scheme.Length + 3 + request.Host.Value?.Length
            && origin.StartsWith(scheme, StringComparison.OrdinalIgnoreCase)
            && origin.AsSpan(scheme.Length).StartsWith("://", StringComparison.Ordinal)
            && origin.AsSpan(scheme.Length + 3).Equals(request.Host.Value, StringComparison.OrdinalIgnoreCase);
    }
}
