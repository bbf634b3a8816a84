using System.Text;
using Gateways.Connections;

namespace Gateways.SocketIO.Clients;

/// <summary>A connection's client in one namespace. Guarded by the connection.</summary>
/// <param name="namespace">The namespace.</param>
/// <param name="id">The id its session is to have.</param>
internal sealed class SocketIOClient(string @namespace, string id)
{
    public string Namespace { get; } = @namespace;

    public string Id { get; } = id;

    public SocketIOClientState State { get; set; }

    public IGatewaySession? Session { get; set; }

    /// <summary>The values of the namespace's route parameters; null where it has none.</summary>
    public IReadOnlyDictionary<string, string>? RouteValues { get; set; }

    /// <summary>The secret with which it may resume; null when it may not.</summary>
    public string? Pid { get; set; }

    /// <summary>What it wants to resume, until it has.</summary>
    public SocketIOResumption? Resumption { get; set; }

    /// <summary>Whether a packet with this namespace is its own.</summary>
    public bool Is(ReadOnlySpan<byte> name) => Ascii.IsValid(name) ? Ascii.Equals(name, Namespace) : Encoding.UTF8.GetString(name).Equals(Namespace, StringComparison.Ordinal);
}
