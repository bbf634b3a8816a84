using System.Collections.Concurrent;
using Gateways.Dispatch;

namespace Gateways.Connections;

/// <summary>The connections of this process, each with its client.</summary>
internal sealed class ConnectionStore
{
    private readonly ConcurrentDictionary<GatewayConnection, GatewayClient> _clients = new();
    private volatile bool _draining;

    /// <summary>Whether new clients are refused because the server is stopping.</summary>
    public bool IsDraining => _draining;

    public bool IsEmpty => _clients.IsEmpty;

    /// <summary>Every connection, without a lock: one that comes or goes meanwhile may or may not be seen.</summary>
    public IEnumerable<GatewayConnection> All => _clients.Select(static pair => pair.Key);

    /// <summary>Every client, without a lock.</summary>
    public IEnumerable<GatewayClient> Clients => _clients.Select(static pair => pair.Value);

    public bool TryAdd(GatewayConnection connection, GatewayClient client)
    {
        _clients[connection] = client;
        if (!_draining)
        {
            return true;
        }

        Remove(connection);
        return false;
    }

    public void Remove(GatewayConnection connection) => _clients.TryRemove(connection, out _);

    public void StartDraining() => _draining = true;
}
