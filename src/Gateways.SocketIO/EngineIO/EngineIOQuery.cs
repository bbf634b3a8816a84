using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Gateways.SocketIO.EngineIO;

/// <summary>What a request says in its query. Each poll says it anew, so it is read without the dictionary that a query otherwise becomes. Of equal parameters the last counts, as in Node.</summary>
internal readonly record struct EngineIOQuery
{
    private const string SupportedVersion = "4";

    /// <summary>The transport; None when it is none, or is not named.</summary>
    public EngineIOTransports Transport { get; private init; }

    /// <summary>The session; empty when a new one is wanted.</summary>
    public string Sid { get; private init; }

    /// <summary>Whether the client speaks the one version that is served.</summary>
    public bool IsVersionSupported { get; private init; }

    /// <summary>Whether bytes are to come as text; whatever the value, as in Node.</summary>
    public bool WantsText { get; private init; }

    public static EngineIOQuery Read(HttpRequest request)
    {
        var query = new EngineIOQuery { Sid = "" };
        foreach (var parameter in new QueryStringEnumerable(request.QueryString.Value))
        {
            var value = parameter.DecodeValue().Span;
            query = parameter.DecodeName().Span switch
            {
                "transport" => query with { Transport = TransportOf(value) },
                "sid" => query with { Sid = value.ToString() },
                "EIO" => query with { IsVersionSupported = value is SupportedVersion },
                "b64" => query with { WantsText = !value.IsEmpty },
                _ => query,
            };
        }

        return query;
    }

    private static EngineIOTransports TransportOf(ReadOnlySpan<char> name) => name switch
    {
        "polling" => EngineIOTransports.Polling,
        "websocket" => EngineIOTransports.WebSocket,
        _ => EngineIOTransports.None,
    };
}
