using Gateways.Adapters;
using Gateways.Namespaces;

namespace Gateways.Rooms;

/// <summary>Everyone in one gateway's namespace, or in all namespaces of its path.</summary>
internal class GatewayServer<TGateway>(GatewayNamespace @namespace, NamespaceTable table) : EmitTarget(@namespace, EmitScope.Everyone), IGatewayServer<TGateway>
    where TGateway : class
{
    public string Namespace => Owner.Path;

    public IGatewayServer Of(string @namespace)
    {
        ArgumentNullException.ThrowIfNull(@namespace);
        var path = "/" + @namespace.Trim('/');
        return new GatewayServer<TGateway>(table.Path.TryMatch(path, out var values) ? table.GetHandle(table.Path.Bind(values)) : table.CreateEmpty(path), table);
    }

    public IEmitTarget ToClient(string clientId) => new EmitTarget(Owner, ScopeToClient(clientId));

    public IEmitTarget ToUser(string userIdentifier) => new EmitTarget(Owner, ScopeToUser(userIdentifier));

    public IGatewayClient? FindClient(string clientId) => Owner.Adapter.Find(clientId) as IGatewayClient;

    public ValueTask<IReadOnlyList<RoomInfo>> GetRoomsAsync(CancellationToken cancellationToken = default) => Owner.Adapter.GetRoomsAsync(cancellationToken);

    public ValueTask<int> CountServersAsync(CancellationToken cancellationToken = default) => Owner.Adapter.CountServersAsync(cancellationToken);

    public ValueTask ServerSideEmitAsync(string eventName, CancellationToken cancellationToken = default) =>
        Owner.Adapter.ServerSideEmitAsync(ToOtherServers(Owner.CreateMessage(eventName)), cancellationToken);

    public ValueTask ServerSideEmitAsync<T>(string eventName, T payload, CancellationToken cancellationToken = default) =>
        Owner.Adapter.ServerSideEmitAsync(ToOtherServers(Owner.CreateMessage(eventName, payload)), cancellationToken);

    public async ValueTask<ServerSideReplies<T>> ServerSideEmitWithAckAsync<T>(
        string eventName, object? payload = null, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        var sent = ToOtherServers(Owner.CreateMessage(eventName, payload is null ? [] : [payload], wantsAck: false));
        var answers = await Owner.Adapter.ServerSideEmitWithAckAsync(sent, timeout ?? Owner.Engine.Options.AckTimeout, cancellationToken).ConfigureAwait(false);
        var replies = new List<T>(answers.Answers.Count);
        var missing = answers.Missing;
        foreach (var answer in answers.Answers)
        {
            if (AckValue.TryRead<T>(Owner.Json, answer.Span, out var reply))
            {
                replies.Add(reply!);
            }
            else
            {
                missing++;
            }
        }

        return new ServerSideReplies<T>(replies, missing);
    }

    public IDisposable OnServerSideEvent<T>(string eventName, Func<T, ValueTask> handler) => Owner.ServerSideEvents.Add(eventName, handler);

    public IDisposable OnServerSideEvent<T, TReply>(string eventName, Func<T, ValueTask<TReply>> handler) => Owner.ServerSideEvents.Add(eventName, handler);

    private static ServerSideEvent ToOtherServers(Protocol.OutboundMessage message) => new(message.EventName, message.Arguments, message.ArgumentCount);
}
