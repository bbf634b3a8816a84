using System.Collections.Concurrent;
using Gateways.Dispatch;

namespace Gateways.Connections;

/// <summary>The connections and clients of this process.</summary>
internal sealed class ConnectionStore
{
    private readonly ConcurrentDictionary<GatewayConnection, byte> _connections = new();
    private readonly ConcurrentDictionary<GatewayClient, byte> _clients = new();
    private volatile bool _draining;

    /// <summary>Whether new clients are refused because the server is stopping.</summary>
    public bool IsDraining => _draining;

    public bool IsEmpty => _clients.IsEmpty;

    /// <summary>Every connection, without a lock: one that comes or goes meanwhile may or may not be seen.</summary>
    public IEnumerable<GatewayConnection> All => _connections.Select(static pair => pair.Key);

    /// <summary>Every client, without a lock.</summary>
    public IEnumerable<GatewayClient> Clients => _clients.Select(static pair => pair.Key);

    public bool TryAdd(GatewayConnection connection, GatewayClient client)
    {
        _connections[connection] = 0;
        _clients[client] = 0;
        if (!_draining)
        {
            return true;
        }

        Remove(connection);
        Remove(client);
        return false;
    }

    public void Remove(GatewayConnection connection) => _connections.TryRemove(connection, out _);

    public void Remove(GatewayClient client) => _clients.TryRemove(client, out _);

    public void StartDraining() => _draining = true;
}
