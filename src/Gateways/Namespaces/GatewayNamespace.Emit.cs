using Gateways.Adapters;
using Gateways.Diagnostics;
using Gateways.Dispatch;
using Gateways.Protocol;

namespace Gateways.Namespaces;

/// <content>The way of an emit: through the outgoing interceptors, where there are any, then serialised once, then to the adapter or to one client.</content>
internal sealed partial class GatewayNamespace
{
    public ValueTask EmitAsync(string eventName, EmitScope scope, bool isVolatile, CancellationToken cancellationToken) => Outgoing.IsEmpty
        ? EmitAsync(CreateMessage(eventName), scope, isVolatile, cancellationToken)
        : InterceptAsync(eventName, [], scope, isVolatile, cancellationToken);

    public ValueTask EmitAsync<T>(string eventName, T payload, EmitScope scope, bool isVolatile, CancellationToken cancellationToken) => Outgoing.IsEmpty
        ? EmitAsync(CreateMessage(eventName, payload), scope, isVolatile, cancellationToken)
        : InterceptAsync(eventName, [payload], scope, isVolatile, cancellationToken);

    public ValueTask EmitAsync<T1, T2>(string eventName, T1 first, T2 second, EmitScope scope, bool isVolatile, CancellationToken cancellationToken) => Outgoing.IsEmpty
        ? EmitAsync(CreateMessage(eventName, first, second), scope, isVolatile, cancellationToken)
        : InterceptAsync(eventName, [first, second], scope, isVolatile, cancellationToken);

    public ValueTask EmitAsync<T1, T2, T3>(string eventName, T1 first, T2 second, T3 third, EmitScope scope, bool isVolatile, CancellationToken cancellationToken) => Outgoing.IsEmpty
        ? EmitAsync(CreateMessage(eventName, first, second, third), scope, isVolatile, cancellationToken)
        : InterceptAsync(eventName, [first, second, third], scope, isVolatile, cancellationToken);

    public ValueTask EmitAsync(string eventName, ReadOnlySpan<object?> payloads, EmitScope scope, CancellationToken cancellationToken) => Outgoing.IsEmpty
        ? EmitAsync(CreateMessage(eventName, payloads, wantsAck: false), scope, isVolatile: false, cancellationToken)
        : InterceptAsync(eventName, payloads.ToArray(), scope, isVolatile: false, cancellationToken);

    /// <summary>Emits to one client, through the outgoing interceptors.</summary>
    public ValueTask EmitAsync(GatewayClient client, string eventName, object?[] payloads, CancellationToken cancellationToken) =>
        Outgoing.RunAsync(new OutgoingContext(Path, eventName, payloads, client.Id, cancellationToken), context =>
        {
            Send(client, CreateMessage(context.EventName, context.Payloads, wantsAck: false));
            return default;
        });

    public ValueTask<IReadOnlyList<AckResult>> EmitWithAckAsync(string eventName, ReadOnlySpan<object?> payloads, EmitScope scope, TimeSpan timeout, CancellationToken cancellationToken) =>
        EmitWithAckAsync(eventName, payloads, scope, isVolatile: false, timeout, cancellationToken);

    public ValueTask<IReadOnlyList<AckResult>> EmitWithAckAsync(
        string eventName, ReadOnlySpan<object?> payloads, EmitScope scope, bool isVolatile, TimeSpan timeout, CancellationToken cancellationToken)
    {
        Check(payloads);
        return Outgoing.IsEmpty ? SendAsync(CreateMessage(eventName, payloads, wantsAck: true)) : AskAsync(eventName, payloads.ToArray(), OnlyClient(scope), SendAsync, cancellationToken);

        ValueTask<IReadOnlyList<AckResult>> SendAsync(OutboundMessage message)
        {
            message.IsVolatile = isVolatile;
            return Adapter.BroadcastWithAckAsync(message, scope, timeout, cancellationToken);
        }
    }

    /// <summary>Emits to one client and waits for its answer; one that an interceptor holds back is never answered.</summary>
    public async ValueTask<AckResult> EmitWithAckAsync(GatewayClient client, string eventName, object?[] payloads, TimeSpan timeout, CancellationToken cancellationToken)
    {
        Check(payloads);
        var results = Outgoing.IsEmpty
            ? await SendAsync(CreateMessage(eventName, payloads, wantsAck: true)).ConfigureAwait(false)
            : await AskAsync(eventName, payloads, client.Id, SendAsync, cancellationToken).ConfigureAwait(false);
        return results.Count > 0 ? results[0] : new AckResult(client.Id, AckOutcome.TimedOut, default);

        ValueTask<IReadOnlyList<AckResult>> SendAsync(OutboundMessage message) => AckCollector.CollectAsync(message, [client], timeout, Engine.Time, cancellationToken);
    }

    /// <summary>Sends an event to one client of this server.</summary>
    public void Send(GatewayClient client, OutboundMessage message)
    {
        if (Log is not { } log)
        {
            client.Send(message);
            return;
        }

        lock (log.Gate)
        {
            if (client.KeepsOwnEvents)
            {
                log.Append(message, new EmitScope { Clients = [client.Id] });
            }

            client.Send(message);
            message.ForgetWireForms();
        }
    }

    /// <summary>Where a log is kept, keeping and delivering are one step, so that a client can be attached between two events.</summary>
    public ValueTask BroadcastAsync(OutboundMessage message, EmitScope scope, CancellationToken cancellationToken)
    {
        if (Log is not { } log)
        {
            return Adapter.BroadcastAsync(message, scope, cancellationToken);
        }

        lock (log.Gate)
        {
            if (!message.IsVolatile && !IsForNobodyWhoReturns(scope))
            {
                log.Append(message, scope);
            }

            var done = Adapter.BroadcastAsync(message, scope, cancellationToken);
            message.ForgetWireForms();
            return done;
        }
    }

    /// <summary>Whether an event is for clients that are here and will not come back under the same id. One that is not here may be away.</summary>
    private bool IsForNobodyWhoReturns(EmitScope scope) =>
        scope is { Clients.Count: > 0, Rooms.Count: 0, Users.Count: 0 } && scope.Clients.All(id => Adapter.Find(id) is GatewayClient { KeepsOwnEvents: false });

    /// <summary>The one client a scope names; null for any other scope.</summary>
    private static string? OnlyClient(EmitScope scope) => scope is { Clients: [var only], Rooms.Count: 0, Users.Count: 0 } ? only : null;

    private ValueTask InterceptAsync(string eventName, object?[] payloads, EmitScope scope, bool isVolatile, CancellationToken cancellationToken) => Outgoing.RunAsync(
        new OutgoingContext(Path, eventName, payloads, OnlyClient(scope), cancellationToken),
        context => EmitAsync(CreateMessage(context.EventName, context.Payloads, wantsAck: false), scope, isVolatile, cancellationToken));

    /// <summary>Among payloads of any type a token is one by mistake.</summary>
    private static void Check(ReadOnlySpan<object?> payloads)
    {
        foreach (var payload in payloads)
        {
            if (payload is CancellationToken)
            {
                throw new ArgumentException("A CancellationToken is no payload. Name it: EmitWithAckAsync(.., cancellationToken: token).", nameof(payloads));
            }
        }
    }

    private async ValueTask<IReadOnlyList<AckResult>> AskAsync(
        string eventName, object?[] payloads, string? clientId, Func<OutboundMessage, ValueTask<IReadOnlyList<AckResult>>> send, CancellationToken cancellationToken)
    {
        IReadOnlyList<AckResult> results = [];
        await Outgoing.RunAsync(
            new OutgoingContext(Path, eventName, payloads, clientId, cancellationToken),
            async context => results = await send(CreateMessage(context.EventName, context.Payloads, wantsAck: true)).ConfigureAwait(false)).ConfigureAwait(false);
        return results;
    }

    private ValueTask EmitAsync(OutboundMessage message, EmitScope scope, bool isVolatile, CancellationToken cancellationToken)
    {
        message.IsVolatile = isVolatile;
        return GatewayActivities.AreWanted ? EmitWithActivityAsync(message, scope, cancellationToken) : BroadcastAsync(message, scope, cancellationToken);
    }

    private async ValueTask EmitWithActivityAsync(OutboundMessage message, EmitScope scope, CancellationToken cancellationToken)
    {
        using var activity = GatewayActivities.StartSend(Path, message.EventName);
        await BroadcastAsync(message, scope, cancellationToken).ConfigureAwait(false);
    }
}
