using Gateways.Dispatch;
using Gateways.Protocol;

namespace Gateways.Adapters;

/// <summary>All namespaces of a path with route parameters, as one: what is emitted goes to each. Clients are members of their own namespace only.</summary>
internal sealed class FamilyAdapter(NamespaceTable table) : IAdapter
{
    /// <summary>Each namespace starts with its first client.</summary>
    public ValueTask StartAsync(CancellationToken cancellationToken) => default;

    public ValueTask AddAsync(IAdapterClient client, CancellationToken cancellationToken) => throw NotAMember();

    public ValueTask AdmitAsync(IAdapterClient client, CancellationToken cancellationToken) => throw NotAMember();

    public ValueTask UserChangedAsync(IAdapterClient client) => throw NotAMember();

    public ValueTask<IReadOnlyCollection<string>> RemoveAsync(IAdapterClient client) => throw NotAMember();

    public ValueTask JoinAsync(IAdapterClient client, IReadOnlyCollection<string> rooms, CancellationToken cancellationToken) => throw NotAMember();

    public ValueTask LeaveAsync(IAdapterClient client, string room, CancellationToken cancellationToken) => throw NotAMember();

    public IReadOnlyCollection<string> GetRooms(IAdapterClient client) => [];

    public IAdapterClient? Find(string clientId) => table.Members.Select(member => member.Adapter.Find(clientId)).FirstOrDefault(static client => client is not null);

    public async ValueTask BroadcastAsync(OutboundMessage message, EmitScope scope, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        foreach (var member in table.Members)
        {
            await member.BroadcastAsync(message.In(member.Path), scope, cancellationToken).ConfigureAwait(false);
        }
    }

    public async ValueTask<IReadOnlyList<AckResult>> BroadcastWithAckAsync(OutboundMessage message, EmitScope scope, TimeSpan timeout, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        var all = await Task.WhenAll(table.Members.Select(member => member.Adapter.BroadcastWithAckAsync(message.In(member.Path), scope, timeout, cancellationToken).AsTask())).ConfigureAwait(false);
        return [.. all.SelectMany(static results => results)];
    }

    public async ValueTask<IReadOnlyList<ClientSnapshot>> FetchClientsAsync(EmitScope scope, CancellationToken cancellationToken)
    {
        var clients = new List<ClientSnapshot>();
        foreach (var member in table.Members)
        {
            clients.AddRange(await member.Adapter.FetchClientsAsync(scope, cancellationToken).ConfigureAwait(false));
        }

        return clients;
    }

    public async ValueTask<int> CountAsync(EmitScope scope, CancellationToken cancellationToken)
    {
        var count = 0;
        foreach (var member in table.Members)
        {
            count += await member.Adapter.CountAsync(scope, cancellationToken).ConfigureAwait(false);
        }

        return count;
    }

    public ValueTask JoinAsync(EmitScope scope, string room, CancellationToken cancellationToken) =>
        EachAsync(adapter => adapter.JoinAsync(scope, room, cancellationToken));

    public ValueTask LeaveAsync(EmitScope scope, string room, CancellationToken cancellationToken) =>
        EachAsync(adapter => adapter.LeaveAsync(scope, room, cancellationToken));

    public ValueTask DisconnectAsync(EmitScope scope, CloseReason reason, CancellationToken cancellationToken) =>
        EachAsync(adapter => adapter.DisconnectAsync(scope, reason, cancellationToken));

    public async ValueTask<IReadOnlyList<RoomInfo>> GetRoomsAsync(CancellationToken cancellationToken)
    {
        var rooms = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var member in table.Members)
        {
            foreach (var room in await member.Adapter.GetRoomsAsync(cancellationToken).ConfigureAwait(false))
            {
                rooms[room.Name] = rooms.GetValueOrDefault(room.Name) + room.Count;
            }
        }

        return [.. rooms.Select(static room => new RoomInfo(room.Key, room.Value))];
    }

    /// <summary>The most that any of them has.</summary>
    public async ValueTask<int> CountServersAsync(CancellationToken cancellationToken)
    {
        var count = 1;
        foreach (var member in table.Members)
        {
            count = Math.Max(count, await member.Adapter.CountServersAsync(cancellationToken).ConfigureAwait(false));
        }

        return count;
    }

    public ValueTask ServerSideEmitAsync(ServerSideEvent serverSideEvent, CancellationToken cancellationToken) =>
        EachAsync(adapter => adapter.ServerSideEmitAsync(serverSideEvent, cancellationToken));

    public async ValueTask<ServerSideAnswers> ServerSideEmitWithAckAsync(ServerSideEvent serverSideEvent, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var all = await Task.WhenAll(table.Members.Select(member => member.Adapter.ServerSideEmitWithAckAsync(serverSideEvent, timeout, cancellationToken).AsTask())).ConfigureAwait(false);
        return new ServerSideAnswers([.. all.SelectMany(static answers => answers.Answers)], all.Sum(static answers => answers.Missing));
    }

    public ValueTask DisposeAsync() => default;

    private static InvalidOperationException NotAMember() => new("A client belongs to one namespace, not to all of a path's.");

    private async ValueTask EachAsync(Func<IAdapter, ValueTask> action)
    {
        foreach (var member in table.Members)
        {
            await action(member.Adapter).ConfigureAwait(false);
        }
    }
}
