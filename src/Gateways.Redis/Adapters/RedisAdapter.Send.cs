using Gateways.Adapters;
using Gateways.Connections;
using Gateways.Protocol;
using Gateways.Redis.Protocol;
using StackExchange.Redis;

namespace Gateways.Redis.Adapters;

/// <summary>What goes out. Local clients first: whatever becomes of the rest, they have been served.</summary>
internal sealed partial class RedisAdapter
{
    /// <summary>60 random bits: the ids of all servers' requests share one channel.</summary>
    private const int RequestIdLength = 10;

    public ValueTask BroadcastAsync(OutboundMessage message, EmitScope scope, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(scope);
        if (IsLocal(scope))
        {
            return _local.BroadcastAsync(message, scope, cancellationToken);
        }

        var wire = Wire(scope);
        var payload = BroadcastCodec.EncodeRented(_uid, message.In(_namespace), wire);

        // Complete when it returns: the local adapter never waits.
        _ = _local.BroadcastAsync(message, scope, cancellationToken);
        return _bus.PublishAsync(_channels.BroadcastTo(wire), payload, HearsItself, payload.Array);
    }

    public async ValueTask<IReadOnlyList<AckResult>> BroadcastWithAckAsync(OutboundMessage message, EmitScope scope, TimeSpan timeout, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(scope);
        if (IsLocal(scope))
        {
            return await _local.BroadcastWithAckAsync(message, scope, timeout, cancellationToken).ConfigureAwait(false);
        }

        await using var visit = (await VisitAsync(cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
        var requestId = NewRequestId();
        var payload = ClusterRequestCodec.EncodeBroadcastWithAck(_uid, requestId, message, Wire(scope), timeout);
        var acks = new ClusterAckCollector(message.AckId);
        _pending[requestId] = acks;
        try
        {
            _local.Ask(message, scope, acks, acks.ExpectLocal);
            acks.Expect(await OtherServersAsync().ConfigureAwait(false));
            await _bus.PublishAsync(_channels.Request, payload, hearsItself: true).ConfigureAwait(false);
            await WaitAsync(acks.Done, timeout, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _pending.TryRemove(requestId, out _);
            acks.Stop();
        }

        return acks.Stop();
    }

    public async ValueTask<IReadOnlyList<ClientSnapshot>> FetchClientsAsync(EmitScope scope, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        var local = await _local.FetchClientsAsync(scope, cancellationToken).ConfigureAwait(false);
        if (IsLocal(scope))
        {
            return local;
        }

        var others = await AskOthersAsync(new ClusterRequest(ClusterMessageType.Fetch), scope, cancellationToken).ConfigureAwait(false);
        return [.. local, .. others.SelectMany(static response => response.Clients)];
    }

    /// <summary>Asks for ids alone, where the wire has words for it: not where somebody is left out.</summary>
    public async ValueTask<int> CountAsync(EmitScope scope, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        var local = await _local.CountAsync(scope, cancellationToken).ConfigureAwait(false);
        if (IsLocal(scope))
        {
            return local;
        }

        var question = scope is { ExceptRooms.Count: 0, ExceptClients.Count: 0 } ? ClusterMessageType.Sockets : ClusterMessageType.Fetch;
        var others = await AskOthersAsync(new ClusterRequest(question) { IsBare = true }, scope, cancellationToken).ConfigureAwait(false);
        return local + others.Sum(static response => response.ClientCount);
    }

    public async ValueTask<IReadOnlyList<RoomInfo>> GetRoomsAsync(CancellationToken cancellationToken)
    {
        var others = await AskOthersAsync(new ClusterRequest(ClusterMessageType.Fetch) { IsBare = true }, EmitScope.Everyone, cancellationToken).ConfigureAwait(false);
        var clients = _local.ListClients(EmitScope.Everyone).Concat(others.SelectMany(static response => response.Clients));
        return [.. clients.SelectMany(static client => client.Rooms).CountBy(static room => room, StringComparer.Ordinal).Select(static room => new RoomInfo(room.Key, room.Value))];
    }

    public ValueTask JoinAsync(EmitScope scope, string room, CancellationToken cancellationToken)
    {
        _ = _local.JoinAsync(scope, room, cancellationToken);
        return TellAsync(scope, new ClusterRequest(ClusterMessageType.Join) { Rooms = [room] });
    }

    public ValueTask LeaveAsync(EmitScope scope, string room, CancellationToken cancellationToken)
    {
        // Whom the others shall look for is decided before anybody has left.
        var isLocal = IsLocal(scope);
        _ = _local.LeaveAsync(scope, room, cancellationToken);
        return isLocal ? default : TellAsync(scope, new ClusterRequest(ClusterMessageType.Leave) { Rooms = [room] });
    }

    public ValueTask DisconnectAsync(EmitScope scope, CloseReason reason, CancellationToken cancellationToken)
    {
        var isLocal = IsLocal(scope);
        _ = _local.DisconnectAsync(scope, reason, cancellationToken);
        return isLocal ? default : TellAsync(scope, new ClusterRequest(ClusterMessageType.Disconnect) { Reason = reason });
    }

    public ValueTask CloseConnectionsAsync(EmitScope scope, CloseReason reason, CancellationToken cancellationToken)
    {
        var isLocal = IsLocal(scope);
        _ = _local.CloseConnectionsAsync(scope, reason, cancellationToken);
        return isLocal ? default : TellAsync(scope, new ClusterRequest(ClusterMessageType.Disconnect) { Reason = reason, ClosesConnections = true });
    }

    public async ValueTask<int> CountServersAsync(CancellationToken cancellationToken) => Math.Max(1, await _bus.CountSubscribersAsync(_channels.Request).ConfigureAwait(false));

    public ValueTask ServerSideEmitAsync(ServerSideEvent serverSideEvent, CancellationToken cancellationToken) =>
        _bus.PublishAsync(_channels.Request, ClusterRequestCodec.Encode(ServerSide(serverSideEvent)), HearsItself);

    public async ValueTask<ServerSideAnswers> ServerSideEmitWithAckAsync(ServerSideEvent serverSideEvent, TimeSpan timeout, CancellationToken cancellationToken)
    {
        await using var visit = (await VisitAsync(cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
        var pending = new PendingResponses(await OtherServersAsync().ConfigureAwait(false));
        if (pending.Expected > 0)
        {
            await AskAsync(ServerSide(serverSideEvent) with { RequestId = NewRequestId() }, pending, timeout, cancellationToken).ConfigureAwait(false);
        }

        var responses = pending.Responses;
        return new ServerSideAnswers([.. responses.Select(static response => (ReadOnlyMemory<byte>)response.Body)], Math.Max(0, pending.Expected - responses.Count));
    }

    private static string NewRequestId() => ConnectionId.Create()[..RequestIdLength];

    private ClusterRequest ServerSide(ServerSideEvent serverSideEvent) => new(ClusterMessageType.ServerSideEmit)
    {
        Uid = _uid,
        Packet = new WirePacket(_namespace, serverSideEvent.EventName, serverSideEvent.Arguments.ToArray(), serverSideEvent.ArgumentCount),
    };

    private ValueTask TellAsync(EmitScope scope, ClusterRequest request) =>
        IsLocal(scope) ? default : _bus.PublishAsync(_channels.Request, ClusterRequestCodec.Encode(request with { Uid = _uid, Scope = Wire(scope) }), HearsItself);

    private async Task<int> OtherServersAsync() => await _bus.CountSubscribersAsync(_channels.Request).ConfigureAwait(false) - (_hasEntered ? 1 : 0);

    /// <summary>Asks all other servers for their clients in a scope.</summary>
    /// <exception cref="TimeoutException">Not all have answered: what is not known must not look like nobody.</exception>
    private async Task<IReadOnlyList<ClusterResponse>> AskOthersAsync(ClusterRequest question, EmitScope scope, CancellationToken cancellationToken)
    {
        await using var visit = (await VisitAsync(cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
        var pending = new PendingResponses(await OtherServersAsync().ConfigureAwait(false));
        if (pending.Expected > 0)
        {
            var request = question with { Uid = _uid, RequestId = NewRequestId(), Scope = Wire(scope) };
            if (!await AskAsync(request, pending, _options.RequestTimeout, cancellationToken).ConfigureAwait(false))
            {
                throw new TimeoutException($"Only {pending.Responses.Count} of {pending.Expected} other servers answered within {_options.RequestTimeout} (RedisAdapterOptions.{nameof(RedisAdapterOptions.RequestTimeout)}).");
            }
        }

        return pending.Responses;
    }

    /// <summary>Answers come only to a server that has entered. One that is not kept, because it has no clients, leaves again when it has asked.</summary>
    private async Task<Visit> VisitAsync(CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _stays))
        {
            return default;
        }

        Interlocked.Increment(ref _visits);
        try
        {
            await EnterAsync(isRequired: false, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await EndVisitAsync().ConfigureAwait(false);
            throw;
        }

        return new Visit(this);
    }

    /// <returns>Whether all have answered in time.</returns>
    private async Task<bool> AskAsync(ClusterRequest request, PendingResponses pending, TimeSpan timeout, CancellationToken cancellationToken)
    {
        _pending[request.RequestId!] = pending;
        try
        {
            await _bus.PublishAsync(_channels.Request, ClusterRequestCodec.Encode(request), hearsItself: true).ConfigureAwait(false);
            return await WaitAsync(pending.Done, timeout, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _pending.TryRemove(request.RequestId!, out _);
        }
    }

    private async Task<bool> WaitAsync(Task done, TimeSpan timeout, CancellationToken cancellationToken)
    {
        try
        {
            await done.WaitAsync(timeout, _time, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    /// <summary>Answers another server. When it cannot be told, it will find an answer missing.</summary>
    private async Task RespondAsync(RedisChannel channel, byte[] payload)
    {
        try
        {
            await _bus.PublishAsync(channel, payload, hearsItself: false).ConfigureAwait(false);
        }
        catch (AdapterUnavailableException error)
        {
            Log.NotAnswered(_logger, _namespace, error);
        }
    }

    /// <summary>Ends with the question; but where a client has come meanwhile, the namespace stays.</summary>
    private readonly struct Visit(RedisAdapter? adapter) : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => adapter is null ? default : adapter.EndVisitAsync();
    }
}
