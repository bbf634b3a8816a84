using System.Text;
using Gateways.Connections;

namespace Gateways.SocketIO.Clients;

/// <summary>A connection's client in one namespace. Guarded by the connection.</summary>
/// <param name="namespace">The namespace.</param>
/// <param name="id">The id its session is to have.</param>
internal sealed class SocketIOClient(string @namespace, string id)
{
    public string Namespace { get; } = @namespace;

    /// <summary>The id of its session: one of its own until, and unless, it has become the client that was away.</summary>
    public string Id { get; set; } = id;

    public SocketIOClientState State { get; set; }

    public IGatewaySession? Session { get; set; }

    /// <summary>Where it is kept while it is away; null when it may not come back.</summary>
    public SocketIOSavedSessions? Sessions { get; init; }

    /// <summary>The secret with which it may resume; null when it may not.</summary>
    public string? Pid { get; set; }

    /// <summary>Whose it was when its guards had let it in.</summary>
    public string? AdmittedAs { get; set; }

    /// <summary>What it wants to resume, until it has, or cannot.</summary>
    public SocketIOResumption? Resumption { get; set; }

    /// <summary>Whether a packet with this namespace is its own.</summary>
    public bool Is(ReadOnlySpan<byte> name) => Ascii.IsValid(name) ? Ascii.Equals(name, Namespace) : Encoding.UTF8.GetString(name).Equals(Namespace, StringComparison.Ordinal);
}
