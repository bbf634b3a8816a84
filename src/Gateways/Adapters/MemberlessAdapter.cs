using Gateways.Protocol;

namespace Gateways.Adapters;

/// <summary>Stands for namespaces without being one: what is for clients goes through it, but clients are members of their own namespace only.</summary>
internal abstract class MemberlessAdapter : IAdapter
{
    public virtual ValueTask StartAsync(CancellationToken cancellationToken) => default;

    public ValueTask AddAsync(IAdapterClient client, CancellationToken cancellationToken) => throw NotAMember();

    public ValueTask AdmitAsync(IAdapterClient client, CancellationToken cancellationToken) => throw NotAMember();

    public ValueTask UserChangedAsync(IAdapterClient client) => throw NotAMember();

    public ValueTask<IReadOnlyCollection<string>> RemoveAsync(IAdapterClient client) => throw NotAMember();

    public ValueTask JoinAsync(IAdapterClient client, IReadOnlyCollection<string> rooms, CancellationToken cancellationToken) => throw NotAMember();

    public ValueTask LeaveAsync(IAdapterClient client, string room, CancellationToken cancellationToken) => throw NotAMember();

    public IReadOnlyCollection<string> GetRooms(IAdapterClient client) => [];

    public abstract IAdapterClient? Find(string clientId);

    public abstract ValueTask BroadcastAsync(OutboundMessage message, EmitScope scope, CancellationToken cancellationToken);

    public abstract ValueTask<IReadOnlyList<AckResult>> BroadcastWithAckAsync(OutboundMessage message, EmitScope scope, TimeSpan timeout, CancellationToken cancellationToken);

    public abstract ValueTask<IReadOnlyList<ClientSnapshot>> FetchClientsAsync(EmitScope scope, CancellationToken cancellationToken);

    public abstract ValueTask<int> CountAsync(EmitScope scope, CancellationToken cancellationToken);

    public abstract ValueTask JoinAsync(EmitScope scope, string room, CancellationToken cancellationToken);

    public abstract ValueTask LeaveAsync(EmitScope scope, string room, CancellationToken cancellationToken);

    public abstract ValueTask DisconnectAsync(EmitScope scope, CloseReason reason, CancellationToken cancellationToken);

    public abstract ValueTask CloseConnectionsAsync(EmitScope scope, CloseReason reason, CancellationToken cancellationToken);

    public abstract ValueTask<IReadOnlyList<RoomInfo>> GetRoomsAsync(CancellationToken cancellationToken);

    public abstract ValueTask<int> CountServersAsync(CancellationToken cancellationToken);

    public abstract ValueTask ServerSideEmitAsync(ServerSideEvent serverSideEvent, CancellationToken cancellationToken);

    public abstract ValueTask<ServerSideAnswers> ServerSideEmitWithAckAsync(ServerSideEvent serverSideEvent, TimeSpan timeout, CancellationToken cancellationToken);

    public virtual ValueTask DisposeAsync() => default;

    private static InvalidOperationException NotAMember() => new("A client belongs to one namespace, and is added there.");
}
