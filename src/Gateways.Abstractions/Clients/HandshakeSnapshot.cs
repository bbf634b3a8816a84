using System.Net;

namespace Gateways;

/// <summary>
/// What may be told of a client's handshake, to other servers and to who fetches clients. Nothing by which a client shows who it is: no auth payload, of the headers only those known to be harmless, of
/// the query nothing that is named like a secret. What else an application wants to know of a client elsewhere, it keeps in <see cref="IGatewayClient.Data"/>. Immutable.
/// </summary>
public sealed class HandshakeSnapshot
{
    /// <summary>Takes from a handshake what may be told of it. Headers, and values of the query, that are too many or too long (4096 characters each in all) are left out, each as a whole.</summary>
    /// <param name="headers">The request's headers.</param>
    /// <param name="query">The query string's values, decoded.</param>
    /// <param name="remoteAddress">The client's address.</param>
    /// <param name="time">When the client connected.</param>
    /// <param name="isSecure">Whether the request came over TLS.</param>
    /// <param name="url">The path and query of the request.</param>
    /// <param name="transport">The transport it came by.</param>
    public HandshakeSnapshot(
        IEnumerable<KeyValuePair<string, string>> headers,
        IEnumerable<KeyValuePair<string, string>> query,
        IPAddress? remoteAddress,
        DateTimeOffset time,
        bool isSecure,
        string url,
        GatewayTransports transport)
    {
        ArgumentNullException.ThrowIfNull(headers);
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(url);
        Headers = HandshakeSecrets.Strip(headers.Where(static header => HandshakeSecrets.IsHarmlessHeader(header.Key)), StringComparer.OrdinalIgnoreCase);
        Query = HandshakeSecrets.Strip(query.Where(value => !HandshakeSecrets.IsSecret(value.Key, transport)), StringComparer.Ordinal);
        (RemoteAddress, Time, IsSecure) = (remoteAddress, time, isSecure);
        Url = HandshakeSecrets.Strip(url, transport);
    }

    /// <summary>Of a client whose server has told nothing of it.</summary>
    public static HandshakeSnapshot Unknown { get; } = new([], [], null, DateTimeOffset.UnixEpoch, isSecure: false, "", GatewayTransports.None);

    /// <summary>The harmless ones of the request's headers, <c>User-Agent</c> and <c>Origin</c> among them; names are compared without case. Never <c>Authorization</c>, <c>Cookie</c>, or a header of the application's own.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; }

    /// <summary>The query string's values, decoded; of several values of one name, the first. Never <c>access_token</c>, <c>auth</c>, or what else is named like a token, a key, a password or a session.</summary>
    public IReadOnlyDictionary<string, string> Query { get; }

    /// <summary>The client's address as its server sees it; null when that is not known.</summary>
    public IPAddress? RemoteAddress { get; }

    /// <summary>When the client connected; <see cref="DateTimeOffset.UnixEpoch"/> when that is not known.</summary>
    public DateTimeOffset Time { get; }

    /// <summary>Whether the request came over TLS.</summary>
    public bool IsSecure { get; }

    /// <summary>The path and query of the request, without what is not in <see cref="Query"/> either; empty when it is not known.</summary>
    public string Url { get; }
}
