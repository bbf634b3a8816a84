using System.Runtime.ExceptionServices;
using Gateways.Namespaces;
using Gateways.Protocol;

namespace Gateways.Adapters;

/// <summary>All namespaces of a path with route parameters, as one: what is for clients goes to each that is here, what is for servers goes by the path's own name, which all of them serve.</summary>
/// <param name="table">The namespaces.</param>
/// <param name="servers">The adapter of the path itself. It has no clients; it connects when the application starts, though no client may come for long.</param>
internal sealed class FamilyAdapter(NamespaceTable table, IAdapter servers) : MemberlessAdapter
{
    public override ValueTask StartAsync(CancellationToken cancellationToken) => servers.StartAsync(cancellationToken);

    public override IAdapterClient? Find(string clientId) => table.Members.Select(member => member.Adapter.Find(clientId)).FirstOrDefault(static client => client is not null);

    public override ValueTask BroadcastAsync(OutboundMessage message, EmitScope scope, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        return EachAsync(member => member.BroadcastAsync(message.In(member.Path), scope, cancellationToken));
    }

    public override async ValueTask<IReadOnlyList<AckResult>> BroadcastWithAckAsync(OutboundMessage message, EmitScope scope, TimeSpan timeout, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        var all = await AskAsync(member => member.Adapter.BroadcastWithAckAsync(message.In(member.Path), scope, timeout, cancellationToken)).ConfigureAwait(false);
        return [.. all.SelectMany(static results => results)];
    }

    public override async ValueTask<IReadOnlyList<ClientSnapshot>> FetchClientsAsync(EmitScope scope, CancellationToken cancellationToken)
    {
        var all = await AskAsync(member => member.Adapter.FetchClientsAsync(scope, cancellationToken)).ConfigureAwait(false);
        return [.. all.SelectMany(static clients => clients)];
    }

    public override async ValueTask<int> CountAsync(EmitScope scope, CancellationToken cancellationToken) =>
        (await AskAsync(member => member.Adapter.CountAsync(scope, cancellationToken)).ConfigureAwait(false)).Sum();

    public override ValueTask JoinAsync(EmitScope scope, string room, CancellationToken cancellationToken) =>
        EachAsync(member => member.Adapter.JoinAsync(scope, room, cancellationToken));

    public override ValueTask LeaveAsync(EmitScope scope, string room, CancellationToken cancellationToken) =>
        EachAsync(member => member.Adapter.LeaveAsync(scope, room, cancellationToken));

    public override ValueTask DisconnectAsync(EmitScope scope, CloseReason reason, CancellationToken cancellationToken) =>
        EachAsync(member => member.Adapter.DisconnectAsync(scope, reason, cancellationToken));

    public override ValueTask CloseConnectionsAsync(EmitScope scope, CloseReason reason, CancellationToken cancellationToken) =>
        EachAsync(member => member.Adapter.CloseConnectionsAsync(scope, reason, cancellationToken));

    public override async ValueTask<IReadOnlyList<RoomInfo>> GetRoomsAsync(CancellationToken cancellationToken)
    {
        var all = await AskAsync(member => member.Adapter.GetRoomsAsync(cancellationToken)).ConfigureAwait(false);
        return [.. all.SelectMany(static rooms => rooms).GroupBy(static room => room.Name, StringComparer.Ordinal).Select(static room => new RoomInfo(room.Key, room.Sum(static part => part.Count)))];
    }

    public override ValueTask<int> CountServersAsync(CancellationToken cancellationToken) => servers.CountServersAsync(cancellationToken);

    public override ValueTask ServerSideEmitAsync(ServerSideEvent serverSideEvent, CancellationToken cancellationToken) => servers.ServerSideEmitAsync(serverSideEvent, cancellationToken);

    public override ValueTask<ServerSideAnswers> ServerSideEmitWithAckAsync(ServerSideEvent serverSideEvent, TimeSpan timeout, CancellationToken cancellationToken) =>
        servers.ServerSideEmitWithAckAsync(serverSideEvent, timeout, cancellationToken);

    public override ValueTask DisposeAsync() => servers.DisposeAsync();

    private Task<T[]> AskAsync<T>(Func<GatewayNamespace, ValueTask<T>> question) => Task.WhenAll(table.Members.Select(member => question(member).AsTask()));

    /// <summary>Begins with all before it waits for one, so that nobody's clients go without because of another namespace's failure.</summary>
    private async ValueTask EachAsync(Func<GatewayNamespace, ValueTask> action)
    {
        var all = Array.ConvertAll(table.Members, member => RunAsync(action, member));
        await Task.WhenAll(all).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Exception[] errors = [.. all.Where(static one => one.IsFaulted).Select(static one => one.Exception!.InnerException!)];
        if (errors.Length > 0 && Array.TrueForAll(errors, static error => error is AdapterUnavailableException))
        {
            var mayHaveBeenPublished = errors.Length < all.Length || errors.Any(static error => ((AdapterUnavailableException)error).MayHaveBeenPublished);
            throw new AdapterUnavailableException($"{errors.Length} of {all.Length} namespaces: {errors[0].Message}", mayHaveBeenPublished, errors[0]);
        }

        if (Array.Find(errors, static error => error is not AdapterUnavailableException) is { } other)
        {
            ExceptionDispatchInfo.Throw(other);
        }

        foreach (var cancelled in all.Where(static one => one.IsCanceled))
        {
            await cancelled.ConfigureAwait(false);
        }
    }

    /// <summary>What an adapter throws at once must not keep the next from its turn.</summary>
    private static async Task RunAsync(Func<GatewayNamespace, ValueTask> action, GatewayNamespace member) => await action(member).ConfigureAwait(false);
}
