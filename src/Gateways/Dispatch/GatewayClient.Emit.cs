using Gateways.Adapters;
using Gateways.Protocol;
using Gateways.Rooms;

namespace Gateways.Dispatch;

internal sealed partial class GatewayClient
{
    private static readonly byte[] CannotAnswer = "\"This client only listens: it cannot answer.\""u8.ToArray();
    private static readonly byte[] OwesTooMuch = "\"This client owes too many answers already.\""u8.ToArray();
    private PendingAcks? _acks;

    public IEmitTarget Broadcast => new EmitTarget(Space.Handle, EmitScope.Everyone with { ExceptClients = [Id] });

    public IEmitTarget Volatile => new EmitTarget(Space.Handle, new EmitScope { Clients = [Id] }, isVolatile: true);

    /// <summary>Whether events to this client alone are worth keeping in the namespace's log.</summary>
    public bool KeepsOwnEvents => _connection.KeepsOwnEvents;

    public IEmitTarget To(string room) => Broadcast.To(room);

    public IEmitTarget Except(string room) => Broadcast.Except(room);

    public ValueTask EmitAsync(string eventName, CancellationToken cancellationToken = default)
    {
        if (!Space.Outgoing.IsEmpty)
        {
            return Space.EmitAsync(this, eventName, [], cancellationToken);
        }

        Space.Send(this, Space.CreateMessage(eventName));
        return default;
    }

    public ValueTask EmitAsync<T>(string eventName, T payload, CancellationToken cancellationToken = default)
    {
        if (!Space.Outgoing.IsEmpty)
        {
            return Space.EmitAsync(this, eventName, [payload], cancellationToken);
        }

        Space.Send(this, Space.CreateMessage(eventName, payload));
        return default;
    }

    public ValueTask EmitAsync<T1, T2>(string eventName, T1 first, T2 second, CancellationToken cancellationToken = default)
    {
        if (!Space.Outgoing.IsEmpty)
        {
            return Space.EmitAsync(this, eventName, [first, second], cancellationToken);
        }

        Space.Send(this, Space.CreateMessage(eventName, first, second));
        return default;
    }

    public ValueTask EmitAsync<T1, T2, T3>(string eventName, T1 first, T2 second, T3 third, CancellationToken cancellationToken = default)
    {
        if (!Space.Outgoing.IsEmpty)
        {
            return Space.EmitAsync(this, eventName, [first, second, third], cancellationToken);
        }

        Space.Send(this, Space.CreateMessage(eventName, first, second, third));
        return default;
    }

    public ValueTask<T> EmitWithAckAsync<T>(string eventName, object? payload = null, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        AskAsync<T>(eventName, payload is null ? [] : [payload], timeout, cancellationToken);

    public ValueTask<T> EmitWithAckAsync<T>(string eventName, object? first, object? second, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        AskAsync<T>(eventName, [first, second], timeout, cancellationToken);

    public ValueTask<T> EmitWithAckAsync<T>(
        string eventName, object? first, object? second, object? third, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        AskAsync<T>(eventName, [first, second, third], timeout, cancellationToken);

    public void Send(OutboundMessage message) => TrySend(message);

    bool IAdapterClient.TrySend(OutboundMessage message, IAckSink sink)
    {
        if (_connection.OnlyListens && IsConnected)
        {
            sink.OnAck(Id, CannotAnswer, isError: true, arguments: null);
            return true;
        }

        var acks = _acks ?? Interlocked.CompareExchange(ref _acks, new PendingAcks(Id, Engine.Options.MaxPendingAcks), null) ?? _acks;
        if (!IsConnected)
        {
            return false;
        }

        if (!acks.TryAdd(message.AckId, sink))
        {
            if (!IsConnected)
            {
                return false;
            }

            sink.OnAck(Id, OwesTooMuch, isError: true, arguments: null);
            return true;
        }

        // It may have left between the check and the registration, when nobody would tell the sink.
        if (!IsConnected && acks.Remove(message.AckId))
        {
            return false;
        }

        return TrySend(message) || !acks.Remove(message.AckId);
    }

    void IAdapterClient.CancelAck(long ackId) => _acks?.Remove(ackId);

    private async ValueTask<T> AskAsync<T>(string eventName, object?[] payloads, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        var wait = timeout ?? Engine.Options.AckTimeout;
        var result = await Space.EmitWithAckAsync(this, eventName, payloads, wait, cancellationToken).ConfigureAwait(false);
        return result.Outcome switch
        {
            AckOutcome.Answered when AckValue.TryRead<T>(Space.Json, result, out var value) => value!,
            AckOutcome.TimedOut => throw new TimeoutException($"Client '{Id}' did not answer '{eventName}' within {wait}."),
            AckOutcome.Disconnected => throw new ClientDisconnectedException(Id),
            _ => throw new ClientAckException(Id, result.ErrorText),
        };
    }

    /// <returns>False when the message was one to drop where the client cannot be written to at once.</returns>
    private bool TrySend(OutboundMessage message)
    {
        if (!_connection.TrySend(message))
        {
            return false;
        }

        Engine.Metrics.MessageSent(Transport, Space.Path, message.EventName);
        return true;
    }
}
