using Gateways.Adapters;
using Gateways.Protocol;

namespace Gateways.Tests.Adapters;

/// <summary>An adapter for many servers that serves its own clients and then says that it could not reach the others.</summary>
internal sealed class OutageAdapter : IAdapter
{
    private readonly InMemoryAdapter _local = new(100, TimeProvider.System);

    public bool IsOut { get; set; }

    /// <summary>Whether it throws before it has returned anything to wait for.</summary>
    public bool ThrowsAtOnce { get; set; }

    /// <summary>Whether it can let nobody go.</summary>
    public bool FailsToRemove { get; set; }

    public int Disposals { get; private set; }

    public ValueTask StartAsync(CancellationToken cancellationToken) => Reach();

    public ValueTask AddAsync(IAdapterClient client, CancellationToken cancellationToken) => _local.AddAsync(client, cancellationToken);

    public ValueTask AdmitAsync(IAdapterClient client, CancellationToken cancellationToken) => _local.AdmitAsync(client, cancellationToken);

    public ValueTask UserChangedAsync(IAdapterClient client) => _local.UserChangedAsync(client);

    public ValueTask<IReadOnlyCollection<string>> RemoveAsync(IAdapterClient client) =>
        FailsToRemove ? throw new InvalidOperationException("kept") : _local.RemoveAsync(client);

    public ValueTask JoinAsync(IAdapterClient client, IReadOnlyCollection<string> rooms, CancellationToken cancellationToken) => _local.JoinAsync(client, rooms, cancellationToken);

    public ValueTask LeaveAsync(IAdapterClient client, string room, CancellationToken cancellationToken) => _local.LeaveAsync(client, room, cancellationToken);

    public IReadOnlyCollection<string> GetRooms(IAdapterClient client) => _local.GetRooms(client);

    public IAdapterClient? Find(string clientId) => _local.Find(clientId);

    public ValueTask BroadcastAsync(OutboundMessage message, EmitScope scope, CancellationToken cancellationToken)
    {
        _ = _local.BroadcastAsync(message, scope, cancellationToken);
        return Reach();
    }

    public ValueTask<IReadOnlyList<AckResult>> BroadcastWithAckAsync(OutboundMessage message, EmitScope scope, TimeSpan timeout, CancellationToken cancellationToken) =>
        _local.BroadcastWithAckAsync(message, scope, timeout, cancellationToken);

    public ValueTask<IReadOnlyList<ClientSnapshot>> FetchClientsAsync(EmitScope scope, CancellationToken cancellationToken) => _local.FetchClientsAsync(scope, cancellationToken);

    public ValueTask<int> CountAsync(EmitScope scope, CancellationToken cancellationToken) => _local.CountAsync(scope, cancellationToken);

    public ValueTask JoinAsync(EmitScope scope, string room, CancellationToken cancellationToken) => _local.JoinAsync(scope, room, cancellationToken);

    public ValueTask LeaveAsync(EmitScope scope, string room, CancellationToken cancellationToken) => _local.LeaveAsync(scope, room, cancellationToken);

    public ValueTask DisconnectAsync(EmitScope scope, CloseReason reason, CancellationToken cancellationToken) => _local.DisconnectAsync(scope, reason, cancellationToken);

    public ValueTask CloseConnectionsAsync(EmitScope scope, CloseReason reason, CancellationToken cancellationToken) => _local.CloseConnectionsAsync(scope, reason, cancellationToken);

    public ValueTask<IReadOnlyList<RoomInfo>> GetRoomsAsync(CancellationToken cancellationToken) => _local.GetRoomsAsync(cancellationToken);

    public ValueTask<int> CountServersAsync(CancellationToken cancellationToken) => _local.CountServersAsync(cancellationToken);

    public ValueTask ServerSideEmitAsync(ServerSideEvent serverSideEvent, CancellationToken cancellationToken) => Reach();

    public ValueTask<ServerSideAnswers> ServerSideEmitWithAckAsync(ServerSideEvent serverSideEvent, TimeSpan timeout, CancellationToken cancellationToken) =>
        _local.ServerSideEmitWithAckAsync(serverSideEvent, timeout, cancellationToken);

    public ValueTask DisposeAsync()
    {
        Disposals++;
        return _local.DisposeAsync();
    }

    private ValueTask Reach()
    {
        if (!IsOut)
        {
            return default;
        }

        var error = new AdapterUnavailableException("Nobody else is there.", mayHaveBeenPublished: false);
        return ThrowsAtOnce ? throw error : ValueTask.FromException(error);
    }
}
