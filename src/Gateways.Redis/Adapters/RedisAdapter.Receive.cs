using Gateways.Adapters;
using Gateways.Protocol;
using Gateways.Redis.Connection;
using Gateways.Redis.Protocol;
using StackExchange.Redis;

namespace Gateways.Redis.Adapters;

/// <summary>What comes in. Anybody may write to a channel: what is not understood is counted and dropped, and nothing here throws.</summary>
internal sealed partial class RedisAdapter
{
    /// <summary>Acks of other servers' emits have ids of their own, far from those of this server's.</summary>
    private const long FirstRemoteAckId = 1L << 48;

    private static readonly TimeSpan LongestAckWait = TimeSpan.FromHours(1);

    private long _lastRemoteAckId = FirstRemoteAckId;
    private int _serverSideEventsUnderWay;

    private void OnMessage(RedisChannel channel, ReadOnlyMemory<byte> payload)
    {
        switch (_channels.KindOf((byte[])channel!, _uidBytes))
        {
            case ChannelKind.Broadcast:
                OnBroadcast(channel, payload);
                break;
            case ChannelKind.Request:
                OnRequest(channel, payload);
                break;
            case ChannelKind.Response:
                OnResponse(channel, payload);
                break;
        }
    }

    private void OnBroadcast(RedisChannel channel, ReadOnlyMemory<byte> payload)
    {
        try
        {
            // Its own comes back to it too: most of what a server that emits hears, and so worth to be cheap.
            if (!BroadcastCodec.IsFrom(_uidBytes, payload.Span))
            {
                TakeBroadcast(channel, payload);
            }
        }
        catch (Exception error)
        {
            OnFailed(error);
        }
    }

    private void TakeBroadcast(RedisChannel channel, ReadOnlyMemory<byte> payload)
    {
        var room = _channels.RoomOf(channel);
        if (room.Length > 0 && !IsKnown(room))
        {
            return;
        }

        if (!BroadcastCodec.TryDecode(payload.Span, out var packet, out var wire, out var flags) || !wire.TryRead(_options.UserRoomPrefix, out var scope))
        {
            Drop(channel, payload.Length);
            return;
        }

        if (packet.Namespace == _namespace)
        {
            _metrics.Received();
            _ = _local.BroadcastAsync(new OutboundMessage(_namespace, packet.EventName, packet.Arguments, packet.ArgumentCount) { Binaries = packet.Binaries, IsVolatile = flags.IsVolatile }, scope, default);
        }
    }

    /// <summary>Whether a name on the wire is that of a room, a client or a user of this server.</summary>
    private bool IsKnown(string name) =>
        _local.HasRoom(name)
        || _local.Find(name) is not null
        || (name.StartsWith(_options.UserRoomPrefix, StringComparison.Ordinal) && _local.HasUser(name[_options.UserRoomPrefix.Length..]));

    private void OnRequest(RedisChannel channel, ReadOnlyMemory<byte> payload)
    {
        try
        {
            if (!ClusterRequestCodec.TryDecode(payload, out var request) || !request.Scope.TryRead(_options.UserRoomPrefix, out var scope))
            {
                Drop(channel, payload.Length);
            }
            else if (request.Uid != _uid)
            {
                // Of its own, what was to be done here has been done.
                _metrics.Received();
                Handle(request, scope);
            }
        }
        catch (Exception error)
        {
            OnFailed(error);
        }
    }

    private void Handle(ClusterRequest request, EmitScope scope)
    {
        switch (request.Type)
        {
            case ClusterMessageType.Join:
                foreach (var room in request.Rooms)
                {
                    // A room that is named like a client of this server, nobody here joins, whoever asks for it.
                    if (_local.Find(room) is null)
                    {
                        _ = _local.JoinAsync(scope, room, default);
                    }
                }

                break;
            case ClusterMessageType.Leave:
                foreach (var room in request.Rooms)
                {
                    _ = _local.LeaveAsync(scope, room, default);
                }

                break;
            case ClusterMessageType.Disconnect when request.ClosesConnections:
                _ = _local.CloseConnectionsAsync(scope, request.Reason ?? CloseReason.ServerDisconnect, default);
                break;
            case ClusterMessageType.Disconnect:
                _ = _local.DisconnectAsync(scope, request.Reason ?? CloseReason.ServerDisconnect, default);
                break;
            case ClusterMessageType.ServerSideEmit:
                _ = HandleServerSideEventAsync(request);
                break;
            case ClusterMessageType.BroadcastWithAck when request.Packet.Namespace == _namespace:
                AskClients(request, scope);
                break;
            case ClusterMessageType.Sockets or ClusterMessageType.AllRooms or ClusterMessageType.Fetch when request.RequestId is not null:
                Tell(request, scope);
                break;
        }
    }

    private void Tell(ClusterRequest request, EmitScope scope)
    {
        // Complete at once: the local adapter never waits.
        var clients = request is { Type: ClusterMessageType.Fetch, IsBare: false } ? _local.FetchClientsAsync(scope, default).Result : _local.ListClients(scope);
        var response = request.Type switch
        {
            ClusterMessageType.Sockets => ClusterResponseCodec.EncodeNames(request.RequestId!, "sockets", clients.Select(static client => client.Id)),
            ClusterMessageType.AllRooms => ClusterResponseCodec.EncodeNames(
                request.RequestId!, "rooms", clients.SelectMany(static client => client.Rooms.Append(client.Id)).Distinct(StringComparer.Ordinal)),
            _ => ClusterResponseCodec.EncodeClients(request.RequestId!, clients, _options.MaxPendingBytes / 2),
        };
        _ = RespondAsync(ResponseChannel(request), response);
    }

    private void AskClients(ClusterRequest request, EmitScope scope)
    {
        var ackId = Interlocked.Increment(ref _lastRemoteAckId);
        var channel = ResponseChannel(request);
        var acks = new RemoteAcks(request, ackId, response => _ = RespondAsync(channel, response));
        var timeout = request.Timeout is { } wanted && wanted > TimeSpan.Zero && wanted < LongestAckWait ? wanted : _ackTimeout;
        var packet = request.Packet;
        _local.Ask(new OutboundMessage(_namespace, packet.EventName, packet.Arguments, packet.ArgumentCount, ackId) { Binaries = packet.Binaries, IsVolatile = request.IsVolatile }, scope, acks, clients => acks.Start(clients, _time, timeout));
    }

    private async Task HandleServerSideEventAsync(ClusterRequest request)
    {
        // Off the channel's own thread: a handler may take its time. How many do at once is limited as what waits is, for the others may send faster than it takes.
        await Task.Yield();
        try
        {
            if (Interlocked.Increment(ref _serverSideEventsUnderWay) > _options.MaxPendingMessages)
            {
                _metrics.Dropped(RedisMetrics.Overflow);
                return;
            }

            var answer = await _serverSideEvents.HandleAsync(new ServerSideEvent(request.Packet.EventName, request.Packet.Arguments, request.Packet.ArgumentCount)).ConfigureAwait(false);
            if (request.RequestId is { } requestId && answer is { } body)
            {
                await RespondAsync(_channels.Response, ClusterResponseCodec.EncodeServerSideReply(requestId, body.Span)).ConfigureAwait(false);
            }
        }
        catch (Exception error)
        {
            OnFailed(error);
        }
        finally
        {
            Interlocked.Decrement(ref _serverSideEventsUnderWay);
        }
    }

    private void OnResponse(RedisChannel channel, ReadOnlyMemory<byte> payload)
    {
        try
        {
            if (_pending.IsEmpty)
            {
                return;
            }

            if (!ClusterResponseCodec.TryDecode(payload, _json, out var response))
            {
                Drop(channel, payload.Length);
            }
            else if (_pending.TryGetValue(response.RequestId, out var request))
            {
                _metrics.Received();
                request.OnResponse(response);
            }
        }
        catch (Exception error)
        {
            OnFailed(error);
        }
    }

    /// <summary>Servers of this library always listen to a channel of their own; Node's are answered where all of them listen, unless they were told otherwise.</summary>
    private RedisChannel ResponseChannel(ClusterRequest request) =>
        request is { Scope.IsExact: true, Uid: { } uid } ? _channels.ResponseTo(uid) : _channels.Response;

    private void Drop(RedisChannel channel, int length)
    {
        _metrics.Dropped(RedisMetrics.Malformed);
        Log.Malformed(_logger, _namespace, length, channel.ToString());
    }

    /// <summary>Not the sender's fault but ours, or the application's converter's; the next message must be received all the same.</summary>
    private void OnFailed(Exception error)
    {
        _metrics.Dropped(RedisMetrics.Failed);
        Log.ReceiveFailed(_logger, _namespace, error);
    }
}
