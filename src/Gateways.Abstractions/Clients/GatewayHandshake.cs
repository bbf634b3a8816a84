using System.Net;
using System.Text.Json;

namespace Gateways;

/// <summary>What a client sent when it connected. Immutable, and safe to read after the client has left.</summary>
public abstract class GatewayHandshake
{
    /// <summary>The request's headers; names are compared without case. Several values of one name are joined with a comma.</summary>
    public abstract IReadOnlyDictionary<string, string> Headers { get; }

    /// <summary>The query string's values, decoded; of several values of one name, the first.</summary>
    public abstract IReadOnlyDictionary<string, string> Query { get; }

    /// <summary>
    /// The auth payload: what <c>auth</c> holds in a Socket.IO client; on other transports the JSON object in the query parameter <c>auth</c>.
    /// <see cref="JsonValueKind.Undefined"/> when the client sent none.
    /// </summary>
    public abstract JsonElement Auth { get; }

    /// <summary>
    /// The client's token, from the first place that has one: <c>token</c> of the auth payload, the <c>Authorization: Bearer</c> header,
    /// the query parameter <c>access_token</c>. Null when there is none.
    /// </summary>
    public abstract string? Token { get; }

    /// <summary>The client's address as ASP.NET Core sees it (behind a proxy: configure forwarded headers).</summary>
    public abstract IPAddress? RemoteAddress { get; }

    /// <summary>When the client connected.</summary>
    public abstract DateTimeOffset Time { get; }

    /// <summary>Whether the request came over TLS.</summary>
    public abstract bool IsSecure { get; }

    /// <summary>The path and query of the request. It may hold a token: do not log it.</summary>
    public abstract string Url { get; }

    /// <summary>
    /// Whether the client was away for a moment and has its id, rooms, data and user identifier back. It is let in as any other: guards and the connection hook run. False while connection guards
    /// are asked, for it is the same client only when they have let in the same user.
    /// </summary>
    public virtual bool IsRecovered => false;

    /// <summary>A text value a client may send in the auth payload or in the query, in this order; null when it is in neither.</summary>
    /// <param name="name">The key, compared ordinally.</param>
    public string? GetValue(string name) => GetAuthText(name) ?? Query.GetValueOrDefault(name);

    /// <summary>What may be told of it to other servers and to who fetches clients; nothing by which a client shows who it is.</summary>
    /// <param name="transport">The transport it came by: what is a secret depends on it.</param>
    public virtual HandshakeSnapshot TakeSnapshot(GatewayTransports transport) => new(Headers, Query, RemoteAddress, Time, IsSecure, Url, transport);

    /// <summary>A text value of the auth payload; null when it is not there, or is no text that can be read.</summary>
    /// <param name="name">The key, compared ordinally.</param>
    protected string? GetAuthText(string name)
    {
        if (Auth.ValueKind != JsonValueKind.Object || !Auth.TryGetProperty(name, out var value) || value.ValueKind != JsonValueKind.String)
        {
            return null;
        }

        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair: text to JSON, but not to .NET.
            return null;
        }
    }
}
