using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Gateways.ServerSentEvents;

/// <summary>What a request says of the event stream it wants.</summary>
internal static class EventStreamRequest
{
    public const string ContentType = "text/event-stream";

    /// <summary>An id of ours has 8 hex digits, a hyphen and a number. Longer ones are not looked at.</summary>
    private const int MaxIdLength = 64;

    private const string IdHeader = "Last-Event-ID";
    private const string IdParameter = "lastEventId";
    private const string Anything = "*/*";
    private const string AnyText = "text/*";

    /// <summary>
    /// Whether a request can mean nothing but an event stream: it names the type (<c>EventSource</c>), whatever its method, or it is a <c>GET</c> that takes anything and names nothing (curl). A
    /// browser that opens the URL as a page names other types; a request without <c>Accept</c>, as WebSocket clients send it behind a proxy that forgets upgrades, is left to others.
    /// </summary>
    public static bool IsRecognized(HttpContext context)
    {
        var accept = context.Request.Headers.Accept;
        return accept.Count > 0 && (Names(accept) || (IsRead(context.Request) && TakesAnything(accept)));
    }

    /// <summary>Whether an event stream is an answer the client takes.</summary>
    public static bool Accepts(HttpRequest request)
    {
        var accept = request.Headers.Accept;
        return StringValues.IsNullOrEmpty(accept) || Names(accept) || Parse(accept).Any(static range => range.Quality != 0 && IsWildcard(range));
    }

    public static bool IsRead(HttpRequest request) => HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);

    /// <summary>The last event a client has heard; null when it says none, empty when it says something that cannot be one. <c>EventSource</c> sends the header when it comes back.</summary>
    public static string? LastEventId(HttpRequest request)
    {
        var id = request.Headers[IdHeader];
        if (StringValues.IsNullOrEmpty(id))
        {
            id = request.Query[IdParameter];
        }

        return StringValues.IsNullOrEmpty(id) ? null : id is [{ Length: <= MaxIdLength } one] ? one : "";
    }

    private static bool Names(StringValues accept) =>
        accept is [ContentType] || Parse(accept).Any(static range => range.Quality != 0 && range.MediaType.Equals(ContentType, StringComparison.OrdinalIgnoreCase));

    private static bool TakesAnything(StringValues accept)
    {
        var ranges = accept is [Anything] ? [new MediaTypeHeaderValue(Anything)] : Parse(accept);
        return ranges.Count > 0 && ranges.All(static range => range.Quality != 0 && IsWildcard(range));
    }

    private static bool IsWildcard(MediaTypeHeaderValue range) =>
        range.MediaType.Equals(Anything, StringComparison.Ordinal) || range.MediaType.Equals(AnyText, StringComparison.OrdinalIgnoreCase);

    private static IList<MediaTypeHeaderValue> Parse(StringValues accept) => MediaTypeHeaderValue.TryParseList([.. accept.OfType<string>()], out var ranges) ? ranges : [];
}
