using Gateways.Framing;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Net.Http.Headers;

namespace Gateways.Hosting;

/// <summary>Decides whether the page a request comes from may connect. Where that looks like a mistake of the setup, it says so, but not for each request.</summary>
public sealed partial class OriginPolicy
{
    private const int LongestLoggedOrigin = 256;

    /// <summary>Anybody can send a foreign origin: what they do must not fill the log.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromMinutes(10);

    private readonly HashSet<string> _allowed;
    private readonly bool _allowsMissing;
    private readonly TimeProvider _time;
    private readonly ILogger<OriginPolicy> _logger;
    private long _toldRefused;
    private long _toldUnreadable;
    private bool _hasBeenReadable;

    internal OriginPolicy(GatewayOptions options, TimeProvider time, ILogger<OriginPolicy> logger)
    {
        _allowed = new HashSet<string>(options.AllowedOrigins, StringComparer.OrdinalIgnoreCase);
        _allowsMissing = options.AllowMissingOrigin;
        _time = time;
        _logger = logger;
        _toldRefused = _toldUnreadable = time.GetTimestamp() - (long)(Silence.TotalSeconds * time.TimestampFrequency);
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
            1 => IsSame(request, origins[0]!) || AllowsForeign(request, origins[0]!),
            _ => false,
        };
    }

    private bool AllowsForeign(HttpRequest request, string origin)
    {
        if (!_allowed.Contains("*") && !_allowed.Contains(origin))
        {
            if (IsDue(ref _toldRefused))
            {
                Log.Refused(_logger, Shorten(origin), Shorten(OwnOrigin(request)));
            }

            return false;
        }

        var context = request.HttpContext;
        if (Volatile.Read(ref _hasBeenReadable) || IsSilent(ref _toldUnreadable) || WebSocketLink.IsRequest(context))
        {
            return true;
        }

        context.Response.OnCompleted(
            static state =>
            {
                var (policy, response, page) = ((OriginPolicy, HttpResponse, string))state;
                policy.CheckIsReadable(response, page);
                return Task.CompletedTask;
            },
            (this, context.Response, origin));
        return true;
    }

    /// <summary>A browser keeps an answer from the page where no CORS policy has put its origin there. Known only when all middleware has had its say.</summary>
    private void CheckIsReadable(HttpResponse response, string origin)
    {
        if (response.Headers.ContainsKey(HeaderNames.AccessControlAllowOrigin))
        {
            Volatile.Write(ref _hasBeenReadable, true);
        }
        else if (IsDue(ref _toldUnreadable))
        {
            Log.Unreadable(_logger, response.HttpContext.Request.Path, Shorten(origin));
        }
    }

    private bool IsSilent(ref long told) => _time.GetElapsedTime(Volatile.Read(ref told)) < Silence;

    private bool IsDue(ref long told)
    {
        var last = Volatile.Read(ref told);
        return _time.GetElapsedTime(last) >= Silence && Interlocked.CompareExchange(ref told, _time.GetTimestamp(), last) == last;
    }

    private static string OwnOrigin(HttpRequest request) => $"{request.Scheme}://{request.Host.Value}";

    private static string Shorten(string text) => text.Length <= LongestLoggedOrigin ? text : text[..LongestLoggedOrigin];

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

    private static partial class Log
    {
        [LoggerMessage(1030, LogLevel.Warning,
            "A page of {Origin} was refused: the server takes itself for {Own}. If both are the same site, a proxy in front of the server ends TLS or changes the host: call app.UseForwardedHeaders(), or set ASPNETCORE_FORWARDEDHEADERS_ENABLED=true. If the page may connect, add its origin to GatewayOptions.AllowedOrigins. Said at most every ten minutes.")]
        public static partial void Refused(ILogger logger, string origin, string own);

        [LoggerMessage(1031, LogLevel.Warning,
            "{Path}: pages of {Origin} may connect (GatewayOptions.AllowedOrigins), but no CORS policy lets them read this answer, so polling, negotiation and event streams fail in the browser. Set SocketIOTransportOptions.Cors, or call app.MapGateways().RequireCors(..), and app.UseCors() before. Said at most every ten minutes.")]
        public static partial void Unreadable(ILogger logger, PathString path, string origin);
    }
}
