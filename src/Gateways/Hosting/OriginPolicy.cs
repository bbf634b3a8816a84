using Microsoft.AspNetCore.Http;

namespace Gateways.Hosting;

/// <summary>Decides whether the page a request comes from may connect.</summary>
public sealed class OriginPolicy
{
    private readonly HashSet<string> _allowed;
    private readonly bool _allowsMissing;

    internal OriginPolicy(GatewayOptions options)
    {
        _allowed = new HashSet<string>(options.AllowedOrigins, StringComparer.OrdinalIgnoreCase);
        _allowsMissing = options.AllowMissingOrigin;
    }

    internal static bool IsOrigin(string? text) =>
        text == "*"
        || (Uri.TryCreate(text, UriKind.Absolute, out var uri)
            && uri.Scheme is "http" or "https"
            && string.Equals(uri.GetLeftPart(UriPartial.Authority), text, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether the page may connect: it is the server's own, or one of <see cref="GatewayOptions.AllowedOrigins"/>.</summary>
    public bool Allows(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var origins = request.Headers.Origin;
        return origins.Count switch
        {
            0 => _allowsMissing || IsOwnPage(request),
            1 => _allowed.Contains("*") || _allowed.Contains(origins[0]!) || IsSame(request, origins[0]!),
            _ => false,
        };
    }

    /// <summary>Browsers send no <c>Origin</c> with a <c>GET</c> of the same origin, a poll or an <c>EventSource</c>, but say that it is one.</summary>
    private static bool IsOwnPage(HttpRequest request) => request.Headers["Sec-Fetch-Site"] == "same-origin";

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
