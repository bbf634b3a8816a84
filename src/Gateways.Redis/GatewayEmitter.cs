using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Gateways.Adapters;
using Gateways.Infrastructure;
using Gateways.Protocol;
using Gateways.Redis.Protocol;
using StackExchange.Redis;

namespace Gateways.Redis;

/// <summary>
/// Emits to the clients of a cluster from a process that serves none: a worker, a console, a job. Needs no gateway and no host. In the words of
/// <c>@socket.io/redis-emitter</c>, so Node servers hear it too. Immutable and thread-safe: each step returns a new emitter.
/// </summary>
/// <example><code>await new GatewayEmitter(redis, "my-app").Of("/chat").To("room").EmitAsync("news", news);</code></example>
public sealed class GatewayEmitter
{
    private const string Uid = "emitter";
    private const string RootNamespace = "/";

    private readonly ISubscriber _redis;
    private readonly string _prefix;
    private readonly string _userPrefix;
    private readonly JsonSerializerOptions _json;
    private readonly string _namespace = RootNamespace;
    private readonly ChannelNames _channels;
    private readonly EmitScope _scope = EmitScope.Everyone;
    private readonly bool _isVolatile;

    /// <summary>Creates an emitter for the namespace <c>/</c>.</summary>
    /// <param name="redis">The connection; not disposed. Let its <c>BacklogPolicy</c> be <c>FailFast</c>, or what is emitted while Redis is away may be sent later, when nobody listens.</param>
    /// <param name="channelPrefix">The cluster's <see cref="RedisAdapterOptions.ChannelPrefix"/>; <see cref="RedisAdapterOptions.NodeChannelPrefix"/> for Node's default.</param>
    /// <param name="json">How payloads become JSON. Default: camel case. With native AOT, options with source-generated contexts are required.</param>
    /// <param name="userRoomPrefix">The cluster's <see cref="RedisAdapterOptions.UserRoomPrefix"/>.</param>
    public GatewayEmitter(IConnectionMultiplexer redis, string channelPrefix, JsonSerializerOptions? json = null, string userRoomPrefix = "user:")
    {
        ArgumentNullException.ThrowIfNull(redis);
        ArgumentException.ThrowIfNullOrEmpty(channelPrefix);
        ArgumentException.ThrowIfNullOrEmpty(userRoomPrefix);
        _redis = redis.GetSubscriber();
        _prefix = channelPrefix;
        _userPrefix = userRoomPrefix;
        _json = json ?? ReflectedJson();
        _channels = new ChannelNames(channelPrefix, _namespace);
    }

    private GatewayEmitter(GatewayEmitter origin, string @namespace, EmitScope scope, bool isVolatile)
    {
        _isVolatile = isVolatile;
        (_redis, _prefix, _userPrefix, _json, _namespace, _scope) = (origin._redis, origin._prefix, origin._userPrefix, origin._json, @namespace, scope);
        _channels = @namespace == origin._namespace ? origin._channels : new ChannelNames(_prefix, @namespace);
    }

    /// <summary>Another namespace, with everyone in it.</summary>
    /// <param name="namespace">Its path, with the slash: <c>/chat</c>.</param>
    public GatewayEmitter Of(string @namespace)
    {
        ArgumentException.ThrowIfNullOrEmpty(@namespace);
        return new GatewayEmitter(this, @namespace.StartsWith('/') ? @namespace : "/" + @namespace, EmitScope.Everyone, _isVolatile);
    }

    /// <summary>Adds the members of a room. A name that is no room, but the id of a client, adds that client.</summary>
    public GatewayEmitter To(string room) => With(_scope with { Rooms = Append(_scope.Rooms, room) });

    /// <summary>Adds one client by its id.</summary>
    public GatewayEmitter ToClient(string clientId) => With(_scope with { Clients = Append(_scope.Clients, clientId) });

    /// <summary>Adds the clients of a user.</summary>
    public GatewayEmitter ToUser(string userIdentifier) => With(_scope with { Users = Append(_scope.Users, userIdentifier) });

    /// <summary>Takes out the members of a room, or the client whose id it is.</summary>
    public GatewayEmitter Except(string room) => With(_scope with { ExceptRooms = Append(_scope.ExceptRooms, room) });

    /// <summary>The same clients, for events that are worth something only now: see <see cref="IEmitTarget.Volatile"/>. Joins, leaves and disconnects are done all the same.</summary>
    public GatewayEmitter Volatile => new(this, _namespace, _scope, isVolatile: true);

    /// <summary>Emits an event without payload.</summary>
    /// <returns>How many subscribers Redis handed it to: at least one per server that serves the namespace, 0 when none does. In a Redis cluster it counts those of one node.</returns>
    /// <exception cref="AdapterUnavailableException">Redis did not take it, or nobody can tell.</exception>
    public Task<long> EmitAsync(string eventName) => PublishAsync(eventName, default, default, 0);

    /// <summary>Emits an event.</summary>
    /// <inheritdoc cref="EmitAsync(string)"/>
    public Task<long> EmitAsync<T>(string eventName, T payload)
    {
        using var scratch = ScratchWriter.Rent();
        scratch.WriteJson(payload, Contract<T>());
        return PublishAsync(eventName, scratch.WrittenSpan, scratch.Binaries, 1);
    }

    /// <summary>Makes every client of this target join a room.</summary>
    /// <exception cref="AdapterUnavailableException">Redis did not take it, or nobody can tell.</exception>
    public Task JoinAsync(string room) => RequestAsync(new ClusterRequest(ClusterMessageType.Join) { Scope = Wire(), Rooms = [Check(room)] });

    /// <summary>Makes every client of this target leave a room.</summary>
    /// <exception cref="AdapterUnavailableException">Redis did not take it, or nobody can tell.</exception>
    public Task LeaveAsync(string room) => RequestAsync(new ClusterRequest(ClusterMessageType.Leave) { Scope = Wire(), Rooms = [Check(room)] });

    /// <summary>Disconnects every client of this target from the namespace.</summary>
    /// <exception cref="AdapterUnavailableException">Redis did not take it, or nobody can tell.</exception>
    public Task DisconnectAsync(CloseReason? reason = null) =>
        RequestAsync(new ClusterRequest(ClusterMessageType.Disconnect) { Scope = Wire(), Reason = reason ?? CloseReason.ServerDisconnect });

    /// <summary>Closes the connection of every client of this target, with every namespace it is in: <c>disconnectSockets(true)</c>.</summary>
    /// <exception cref="AdapterUnavailableException">Redis did not take it, or nobody can tell.</exception>
    public Task CloseConnectionsAsync(CloseReason? reason = null) =>
        RequestAsync(new ClusterRequest(ClusterMessageType.Disconnect) { Scope = Wire(), Reason = reason ?? CloseReason.ServerDisconnect, ClosesConnections = true });

    /// <summary>Sends an event to the servers of the namespace, not to clients.</summary>
    /// <exception cref="AdapterUnavailableException">Redis did not take it, or nobody can tell.</exception>
    public Task ServerSideEmitAsync<T>(string eventName, T payload) =>
        RequestAsync(new ClusterRequest(ClusterMessageType.ServerSideEmit) { Uid = Uid, Packet = new WirePacket(_namespace, Check(eventName), Serialize(payload), 1) });

    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "The documentation asks for options of one's own where reflection is off.")]
    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = "The documentation asks for options of one's own where reflection is off.")]
    private static JsonSerializerOptions ReflectedJson() => new(new GatewayOptions().Json) { TypeInfoResolver = new DefaultJsonTypeInfoResolver() };

    private static IReadOnlyList<string> Append(IReadOnlyList<string> names, string name) => [.. names, Check(name)];

    private static string Check(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return name;
    }

    private GatewayEmitter With(EmitScope scope) => new(this, _namespace, scope, _isVolatile);

    private WireScope Wire() => WireScope.From(_scope, _userPrefix);

    private byte[] Serialize<T>(T payload)
    {
        using var scratch = ScratchWriter.Rent();
        scratch.WriteJson(payload, Contract<T>());
        return scratch.WrittenSpan.ToArray();
    }

    private JsonTypeInfo<T> Contract<T>() => (JsonTypeInfo<T>)_json.GetTypeInfo(typeof(T));

    private Task<long> PublishAsync(string eventName, ReadOnlySpan<byte> arguments, ReadOnlySpan<BinaryPlace> binaries, int count)
    {
        var wire = Wire();
        var payload = BroadcastCodec.Encode(Uid, _namespace, Check(eventName), arguments, count, wire, binaries, new WireFlags(_isVolatile));
        return SendAsync(_channels.BroadcastTo(wire), payload);
    }

    private Task RequestAsync(ClusterRequest request) => SendAsync(_channels.Request, ClusterRequestCodec.Encode(request));

    private async Task<long> SendAsync(RedisChannel channel, byte[] payload)
    {
        try
        {
            return await _redis.PublishAsync(channel, payload).ConfigureAwait(false);
        }
        catch (Exception error) when (error is RedisException or TimeoutException or ObjectDisposedException)
        {
            throw new AdapterUnavailableException($"Redis did not take it: {error.Message}", error is not RedisServerException, error);
        }
    }
}
