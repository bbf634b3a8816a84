using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Gateways.Framing;

/// <summary>The opening handshake; RFC 6455, section 4.2. Checks what .NET's own middleware checks.</summary>
internal static class WebSocketUpgrade
{
    /// <summary>The one version there is, whatever carries it.</summary>
    public const string Version = "13";

    /// <summary>What is hashed behind the key; RFC 6455, section 1.3.</summary>
    private const string Guid = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    /// <summary>How long the key is before base64; RFC 6455, section 4.1.</summary>
    private const int KeyBytes = 16;

    /// <summary>What is wrong with the request: the status to answer with; null when it may be upgraded.</summary>
    public static int? Check(HttpRequest request)
    {
        if (!HttpMethods.IsGet(request.Method)
            || !HasToken(request.Headers.Connection.ToString(), "Upgrade")
            || !HasToken(request.Headers.Upgrade.ToString(), "websocket"))
        {
            return StatusCodes.Status426UpgradeRequired;
        }

        if (request.Headers.SecWebSocketVersion != Version)
        {
            return StatusCodes.Status426UpgradeRequired;
        }

        return IsKey(request.Headers.SecWebSocketKey) ? null : StatusCodes.Status400BadRequest;
    }

    /// <summary>Tells a client that asked in a wrong way what would be right.</summary>
    public static void Refuse(HttpResponse response, int status)
    {
        response.StatusCode = status;
        if (status == StatusCodes.Status426UpgradeRequired)
        {
            response.Headers.Upgrade = "websocket";
            response.Headers.SecWebSocketVersion = Version;
        }
    }

    /// <summary>Switches protocols.</summary>
    public static Task<Stream> AcceptAsync(HttpContext context, IHttpUpgradeFeature upgrade)
    {
        var headers = context.Response.Headers;
        headers.Upgrade = "websocket";
        headers.Connection = "Upgrade";
        headers.SecWebSocketAccept = AcceptValue(context.Request.Headers.SecWebSocketKey.ToString());
        AnswerProtocol(context);
        return upgrade.UpgradeAsync();
    }

    /// <summary>Opens the stream of a WebSocket inside HTTP/2, which has no other headers; RFC 8441, section 5.</summary>
    public static ValueTask<Stream> AcceptAsync(HttpContext context, IHttpExtendedConnectFeature connect)
    {
        AnswerProtocol(context);
        return connect.AcceptAsync();
    }

    /// <summary>The first protocol the client offers, as Node's ws does: browsers fail a connection whose offer is not answered.</summary>
    public static string? SelectProtocol(HttpRequest request)
    {
        var offered = request.Headers.SecWebSocketProtocol.ToString();
        var end = offered.IndexOf(',', StringComparison.Ordinal);
        var first = (end < 0 ? offered : offered[..end]).Trim();
        return first.Length == 0 ? null : first;
    }

    private static void AnswerProtocol(HttpContext context)
    {
        if (SelectProtocol(context.Request) is { } protocol)
        {
            context.Response.Headers.SecWebSocketProtocol = protocol;
        }
    }

    private static string AcceptValue(string key)
    {
#pragma warning disable CA5350 // RFC 6455 asks for SHA-1; it protects nothing.
        return Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(key + Guid)));
#pragma warning restore CA5350
    }

    private static bool IsKey(string? key)
    {
        Span<byte> bytes = stackalloc byte[KeyBytes + 8];
        return key is { Length: 24 } && Convert.TryFromBase64String(key, bytes, out var length) && length == KeyBytes;
    }

    private static bool HasToken(ReadOnlySpan<char> header, ReadOnlySpan<char> token)
    {
        foreach (var range in header.Split(','))
        {
            if (header[range].Trim().Equals(token, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
