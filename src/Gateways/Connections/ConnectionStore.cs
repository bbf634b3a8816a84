using System.Collections.Concurrent;
using Gateways.Dispatch;

namespace Gateways.Connections;

/// <summary>The connections of this process.</summary>
internal sealed class ConnectionStore
{
    private readonly ConcurrentDictionary<GatewayConnection, byte> _connections = new();
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _draining;

    /// <summary>Whether new clients are refused because the server is stopping.</summary>
    public bool IsDraining => _draining;

    /// <summary>Completes when new clients are refused and the last one has left.</summary>
    public Task Drained => _drained.Task;

    /// <summary>Every connection, without a lock: one that comes or goes meanwhile may or may not be seen.</summary>
    public IEnumerable<GatewayConnection> All => _connections.Select(static pair => pair.Key);

    /// <summary>Every client, without a lock.</summary>
    public IEnumerable<GatewayClient> Clients => All.SelectMany(static connection => connection.Clients);

    /// <summary>Adds a connection, or a client to one that is there.</summary>
    /// <returns>False when new clients are refused. A connection that was there stays: it has still to be told.</returns>
    public bool TryAdd(GatewayConnection connection)
    {
        var isNew = _connections.TryAdd(connection, 0);
        if (!_draining)
        {
            return true;
        }

        if (isNew)
        {
            Remove(connection);
        }

        return false;
    }

    public void Remove(GatewayConnection connection)
    {
        _connections.TryRemove(connection, out _);
        CheckDrained();
    }

    public void StartDraining()
    {
        _draining = true;
        CheckDrained();
    }

    private void CheckDrained()
    {
        if (_draining && _connections.IsEmpty)
        {
            _drained.TrySetResult();
        }
    }
}
