using Gateways.Adapters;
using Gateways.Namespaces;

namespace Gateways.Rooms;

/// <summary>A namespace and who in it should hear.</summary>
internal class EmitTarget(GatewayNamespace @namespace, EmitScope scope, bool isVolatile = false) : IEmitTarget
{
    protected GatewayNamespace Owner { get; } = @namespace;

    protected EmitScope Scope { get; } = scope;

    protected bool IsVolatile { get; } = isVolatile;

    public IEmitTarget Local => Narrow(ScopeToLocal());

    public IEmitTarget Volatile => new EmitTarget(Owner, Scope, isVolatile: true);

    public IEmitTarget To(string room) => Narrow(ScopeTo(room));

    public IEmitTarget To(IReadOnlyCollection<string> rooms) => Narrow(ScopeTo(rooms));

    public IEmitTarget Except(string room) => Narrow(ScopeExcept(room));

    public IEmitTarget ExceptClient(string clientId) => Narrow(ScopeExceptClient(clientId));

    public ValueTask EmitAsync(string eventName, CancellationToken cancellationToken = default) =>
        Owner.EmitAsync(eventName, Scope, IsVolatile, cancellationToken);

    public ValueTask EmitAsync<T>(string eventName, T payload, CancellationToken cancellationToken = default) =>
        Owner.EmitAsync(eventName, payload, Scope, IsVolatile, cancellationToken);

    public ValueTask EmitAsync<T1, T2>(string eventName, T1 first, T2 second, CancellationToken cancellationToken = default) =>
        Owner.EmitAsync(eventName, first, second, Scope, IsVolatile, cancellationToken);

    public ValueTask EmitAsync<T1, T2, T3>(string eventName, T1 first, T2 second, T3 third, CancellationToken cancellationToken = default) =>
        Owner.EmitAsync(eventName, first, second, third, Scope, IsVolatile, cancellationToken);

    public ValueTask<AckCollection<T>> EmitWithAckAsync<T>(string eventName, object? payload = null, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        AskAsync<T>(eventName, payload is null ? [] : [payload], timeout, cancellationToken);

    public ValueTask<AckCollection<T>> EmitWithAckAsync<T>(string eventName, object? first, object? second, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        AskAsync<T>(eventName, [first, second], timeout, cancellationToken);

    public ValueTask<AckCollection<T>> EmitWithAckAsync<T>(
        string eventName, object? first, object? second, object? third, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        AskAsync<T>(eventName, [first, second, third], timeout, cancellationToken);

    public ValueTask<IReadOnlyList<ClientSnapshot>> FetchClientsAsync(CancellationToken cancellationToken = default) =>
        Owner.Adapter.FetchClientsAsync(Scope, cancellationToken);

    public ValueTask<int> CountAsync(CancellationToken cancellationToken = default) => Owner.Adapter.CountAsync(Scope, cancellationToken);

    public ValueTask JoinAsync(string room, CancellationToken cancellationToken = default) =>
        Owner.Adapter.JoinAsync(Scope, Owner.CheckRoom(room), cancellationToken);

    public ValueTask LeaveAsync(string room, CancellationToken cancellationToken = default) =>
        Owner.Adapter.LeaveAsync(Scope, Owner.CheckRoom(room), cancellationToken);

    public ValueTask DisconnectAsync(CloseReason? reason = null, CancellationToken cancellationToken = default) =>
        Owner.Adapter.DisconnectAsync(Scope, reason ?? CloseReason.ServerDisconnect, cancellationToken);

    public ValueTask CloseConnectionsAsync(CloseReason? reason = null, CancellationToken cancellationToken = default) =>
        Owner.Adapter.CloseConnectionsAsync(Scope, reason ?? CloseReason.ServerDisconnect, cancellationToken);

    protected EmitScope ScopeToLocal() => Scope with { IsLocal = true };

    protected EmitScope ScopeTo(string room) => Scope with { Rooms = [.. Scope.Rooms, Owner.CheckRoom(room)] };

    protected EmitScope ScopeTo(IReadOnlyCollection<string> rooms)
    {
        ArgumentNullException.ThrowIfNull(rooms);
        return Scope with { Rooms = [.. Scope.Rooms, .. rooms.Select(Owner.CheckRoom)] };
    }

    protected EmitScope ScopeExcept(string room) => Scope with { ExceptRooms = [.. Scope.ExceptRooms, Owner.CheckRoom(room)] };

    protected EmitScope ScopeExceptClient(string clientId) => Scope with { ExceptClients = [.. Scope.ExceptClients, clientId] };

    protected EmitScope ScopeToClient(string clientId) => Scope with { Clients = [.. Scope.Clients, clientId] };

    protected EmitScope ScopeToUser(string userIdentifier) => Scope with { Users = [.. Scope.Users, userIdentifier] };

    private EmitTarget Narrow(EmitScope scope) => new(Owner, scope, IsVolatile);

    private async ValueTask<AckCollection<T>> AskAsync<T>(string eventName, object?[] payloads, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        var results = await Owner.EmitWithAckAsync(eventName, payloads, Scope, IsVolatile, timeout ?? Owner.Engine.Options.AckTimeout, cancellationToken).ConfigureAwait(false);
        var replies = new List<AckReply<T>>(results.Count);
        var errors = new List<AckError>();
        var missing = new List<string>();
        foreach (var result in results)
        {
            switch (result.Outcome)
            {
                case AckOutcome.Answered when AckValue.TryRead<T>(Owner.Json, result, out var value):
                    replies.Add(new AckReply<T>(result.ClientId, value!));
                    break;
                case AckOutcome.Answered or AckOutcome.Failed:
                    errors.Add(new AckError(result.ClientId, result.ErrorText));
                    break;
                default:
                    missing.Add(result.ClientId);
                    break;
            }
        }

        return new AckCollection<T>(replies, errors, missing);
    }
}
