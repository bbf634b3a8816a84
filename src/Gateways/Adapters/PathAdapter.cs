using System.Runtime.CompilerServices;
using Gateways.Namespaces;
using Gateways.Protocol;

namespace Gateways.Adapters;

/// <summary>
/// The namespace of one path, whichever it is when it is called. It goes with its last client and another comes with the next, so what is kept must look again each time.
/// </summary>
internal sealed class PathAdapter(NamespaceTable table, string path) : MemberlessAdapter
{
    public override IAdapterClient? Find(string clientId) => table.Find(path)?.Adapter.Find(clientId);

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public override async ValueTask BroadcastAsync(OutboundMessage message, EmitScope scope, CancellationToken cancellationToken)
    {
        var @namespace = table.Borrow(path);
        try
        {
            await @namespace.BroadcastAsync(message, scope, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await table.ReturnAsync(@namespace).ConfigureAwait(false);
        }
    }

    public override ValueTask<IReadOnlyList<AckResult>> BroadcastWithAckAsync(OutboundMessage message, EmitScope scope, TimeSpan timeout, CancellationToken cancellationToken) =>
        CallAsync(adapter => adapter.BroadcastWithAckAsync(message, scope, timeout, cancellationToken));

    public override ValueTask<IReadOnlyList<ClientSnapshot>> FetchClientsAsync(EmitScope scope, CancellationToken cancellationToken) =>
        CallAsync(adapter => adapter.FetchClientsAsync(scope, cancellationToken));

    public override ValueTask<int> CountAsync(EmitScope scope, CancellationToken cancellationToken) => CallAsync(adapter => adapter.CountAsync(scope, cancellationToken));

    public override ValueTask JoinAsync(EmitScope scope, string room, CancellationToken cancellationToken) => CallAsync(adapter => adapter.JoinAsync(scope, room, cancellationToken));

    public override ValueTask LeaveAsync(EmitScope scope, string room, CancellationToken cancellationToken) => CallAsync(adapter => adapter.LeaveAsync(scope, room, cancellationToken));

    public override ValueTask DisconnectAsync(EmitScope scope, CloseReason reason, CancellationToken cancellationToken) =>
        CallAsync(adapter => adapter.DisconnectAsync(scope, reason, cancellationToken));

    public override ValueTask CloseConnectionsAsync(EmitScope scope, CloseReason reason, CancellationToken cancellationToken) =>
        CallAsync(adapter => adapter.CloseConnectionsAsync(scope, reason, cancellationToken));

    public override ValueTask<IReadOnlyList<RoomInfo>> GetRoomsAsync(CancellationToken cancellationToken) => CallAsync(adapter => adapter.GetRoomsAsync(cancellationToken));

    public override ValueTask<int> CountServersAsync(CancellationToken cancellationToken) => CallAsync(adapter => adapter.CountServersAsync(cancellationToken));

    public override ValueTask ServerSideEmitAsync(ServerSideEvent serverSideEvent, CancellationToken cancellationToken) =>
        CallAsync(adapter => adapter.ServerSideEmitAsync(serverSideEvent, cancellationToken));

    public override ValueTask<ServerSideAnswers> ServerSideEmitWithAckAsync(ServerSideEvent serverSideEvent, TimeSpan timeout, CancellationToken cancellationToken) =>
        CallAsync(adapter => adapter.ServerSideEmitWithAckAsync(serverSideEvent, timeout, cancellationToken));

    private async ValueTask CallAsync(Func<IAdapter, ValueTask> call)
    {
        var @namespace = table.Borrow(path);
        try
        {
            await call(@namespace.Adapter).ConfigureAwait(false);
        }
        finally
        {
            await table.ReturnAsync(@namespace).ConfigureAwait(false);
        }
    }

    private async ValueTask<T> CallAsync<T>(Func<IAdapter, ValueTask<T>> call)
    {
        var @namespace = table.Borrow(path);
        try
        {
            return await call(@namespace.Adapter).ConfigureAwait(false);
        }
        finally
        {
            await table.ReturnAsync(@namespace).ConfigureAwait(false);
        }
    }
}
