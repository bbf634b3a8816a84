using Gateways.Presence;
using Gateways.Redis.Connection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace Gateways.Redis.Presence;

/// <summary>
/// Presence of all servers that share a Redis. A change is made and told by one script, so every server hears every change once, in one order. What a server has
/// tracked lives as long as its lease in a sorted set; whoever finds a lease that has run out takes out what it had.
/// </summary>
internal sealed partial class RedisPresenceStore(
    RedisConnection connection, ClusterName cluster, IOptions<PresenceOptions> options, RedisMetrics metrics, TimeProvider time, ILogger<RedisPresenceStore> logger) : IPresenceStore, IBusMember
{
    private readonly PresenceKeys _keys = new(cluster.Prefix);
    private IPresenceObserver? _observer;

    public IReadOnlyList<BusSubscription> Subscriptions => field ??= [new BusSubscription(_keys.Changes, OnMessage)];

    public RedisChannel? CensusChannel => null;

    private RedisValue Channel => (string)_keys.Changes!;

    public async ValueTask StartAsync(IPresenceObserver observer, CancellationToken cancellationToken)
    {
        _observer = observer;
        try
        {
            await connection.JoinAsync(this, isRequired: true, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            // It may be tried again, and must not listen twice then.
            await connection.LeaveAsync(this).ConfigureAwait(false);
            throw;
        }
    }

    public async ValueTask<bool> TrackAsync(PresenceTopic topic, PresenceMember member, bool isActive, ReadOnlyMemory<byte> metadata, CancellationToken cancellationToken)
    {
        var server = await NameAsync(cancellationToken).ConfigureAwait(false);
        var result = await RunAsync(
            PresenceScripts.Track,
            [_keys.Clients(topic), _keys.Users(topic), _keys.Version(topic), _keys.Entries(server)],
            [topic.Namespace, topic.Name, Channel, server, member.ClientId, member.UserId, isActive ? 1 : 0, metadata, PresenceKeys.Entry(topic, member.ClientId)],
            cancellationToken).ConfigureAwait(false);
        return (int)result == 1;
    }

    public async ValueTask UntrackAsync(PresenceTopic topic, string clientId, CancellationToken cancellationToken) =>
        await UntrackAsync(topic, clientId, Self.Name, sweeper: "", cancellationToken).ConfigureAwait(false);

    public async ValueTask<PresenceSnapshot> ListAsync(PresenceTopic topic, CancellationToken cancellationToken)
    {
        var result = await RunAsync(PresenceScripts.List, [_keys.Users(topic), _keys.Version(topic)], [], cancellationToken).ConfigureAwait(false);
        var fields = (RedisValue[])result[1]!;
        var users = new List<PresenceUser>(fields.Length / 2);
        for (var i = 0; i + 1 < fields.Length; i += 2)
        {
            if (PresenceRecord.TryReadUser((string)fields[i]!, (byte[])fields[i + 1]!, out var user))
            {
                users.Add(user);
            }
        }

        return new PresenceSnapshot((long)result[0], users);
    }

    public async ValueTask<int> CountAsync(PresenceTopic topic, CancellationToken cancellationToken) =>
        (int)await GuardAsync(database => database.HashLengthAsync(_keys.Users(topic)), cancellationToken).ConfigureAwait(false);

    private async Task<bool> UntrackAsync(PresenceTopic topic, string clientId, string server, string? sweeper, CancellationToken cancellationToken) =>
        (int)await RunAsync(
            PresenceScripts.Untrack,
            [_keys.Clients(topic), _keys.Users(topic), _keys.Version(topic), _keys.Entries(server), _keys.Leases],
            [topic.Namespace, topic.Name, Channel, server, clientId, PresenceKeys.Entry(topic, clientId), sweeper],
            cancellationToken).ConfigureAwait(false) == 1;

    private void OnMessage(RedisChannel channel, ReadOnlyMemory<byte> payload)
    {
        if (PresenceRecord.TryReadChange(payload, out var change))
        {
            metrics.Received();
            _observer?.OnChange(change);
        }
        else
        {
            metrics.Dropped(RedisMetrics.Malformed);
        }
    }

    private Task<RedisResult> RunAsync(string script, RedisKey[] keys, RedisValue[] values, CancellationToken cancellationToken) =>
        GuardAsync(database => database.ScriptEvaluateAsync(script, keys, values), cancellationToken);

    private async Task<T> GuardAsync<T>(Func<IDatabase, Task<T>> run, CancellationToken cancellationToken)
    {
        try
        {
            return await run(connection.Database).WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (error is RedisException or TimeoutException or ObjectDisposedException)
        {
            throw new AdapterUnavailableException($"The presence store did not answer: {error.Message}", RedisConnection.MayHaveBeenSent(error), error);
        }
    }
}
