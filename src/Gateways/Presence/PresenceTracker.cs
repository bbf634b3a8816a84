using System.Collections.Concurrent;
using Gateways.Dispatch;
using Gateways.Hosting;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Gateways.Presence;

/// <summary>
/// What this server's clients want to be seen as, and who of them watches what. The store may forget or be away: what is wanted is kept here, and told again
/// until the store has it.
/// </summary>
internal sealed partial class PresenceTracker : IPresenceObserver
{
    private readonly IPresenceStore _store;
    private readonly PresenceOptions _options;
    private readonly GatewayEngine _engine;
    private readonly IHostApplicationLifetime _lifetime;
    private readonly ILogger<PresenceTracker> _logger;
    private readonly ConcurrentDictionary<IGatewayClient, TrackedClient> _clients = new();
    private readonly ConcurrentQueue<(PresenceTopic Topic, string ClientId)> _owed = new();
    private readonly PresenceWatchers _watchers = new();
    private readonly Lazy<Task> _started;
    private int _mustRepeat;

    public PresenceTracker(
        IPresenceStore store, IOptions<PresenceOptions> options, GatewayEngine engine, IHostApplicationLifetime lifetime, ILogger<PresenceTracker> logger)
    {
        (_store, _options, _engine, _lifetime, _logger) = (store, options.Value, engine, lifetime, logger);
        _started = new Lazy<Task>(() => _store.StartAsync(this, CancellationToken.None).AsTask());
    }

    public IPresenceStore Store => _store;

    /// <summary>Completes when the store has started; starts it when nobody has yet.</summary>
    public Task StartAsync() => _started.Value;

    public async ValueTask TrackAsync(string @namespace, IGatewayClient client, string topic, string? userId, ReadOnlyMemory<byte> metadata, CancellationToken cancellationToken)
    {
        Check(topic);
        await StartAsync().ConfigureAwait(false);
        var tracked = Find(client);
        tracked.LastActive = _engine.Time.GetTimestamp();
        await tracked.Gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (tracked.IsGone)
            {
                return;
            }

            var known = tracked.Topics.GetValueOrDefault(topic);
            var user = userId ?? known?.UserId ?? client.UserIdentifier ?? client.Id;
            if (known is not null && known.UserId != user)
            {
                throw new InvalidOperationException($"Client '{client.Id}' is under the topic '{topic}' as another user already; untrack it first.");
            }

            if (known is null && tracked.Topics.Count >= _options.MaxTopicsPerClient)
            {
                throw new InvalidOperationException($"Client '{client.Id}' is under {tracked.Topics.Count} topics; PresenceOptions.MaxTopicsPerClient allows no more.");
            }

            var wanted = new TrackedTopic(user, metadata.IsEmpty && known is not null ? known.Metadata : metadata, IsStored: false);
            tracked.Topics[topic] = wanted;
            tracked.IsActive = true;
            await StoreAsync(@namespace, tracked, topic, wanted, metadata, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            tracked.Gate.Release();
        }
    }

    public async ValueTask UntrackAsync(string @namespace, IGatewayClient client, string topic, CancellationToken cancellationToken)
    {
        if (!_clients.TryGetValue(client, out var tracked))
        {
            return;
        }

        await tracked.Gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (tracked.Topics.Remove(topic))
            {
                await RemoveAsync(new PresenceTopic(@namespace, topic), client.Id, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            tracked.Gate.Release();
        }
    }

    public async ValueTask<IReadOnlyCollection<string>> UntrackAllAsync(string @namespace, IGatewayClient client, CancellationToken cancellationToken)
    {
        if (!_clients.TryGetValue(client, out var tracked))
        {
            return [];
        }

        await tracked.Gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var topics = tracked.Topics.Keys.ToArray();
            tracked.Topics.Clear();
            var removals = topics.Select(topic => RemoveAsync(new PresenceTopic(@namespace, topic), client.Id, cancellationToken));
            await Task.WhenAll(removals).ConfigureAwait(false);
            return topics;
        }
        finally
        {
            tracked.Gate.Release();
        }
    }

    public void Touch(IGatewayClient client)
    {
        if (_clients.TryGetValue(client, out var tracked))
        {
            Touch(tracked);
        }
    }

    /// <summary>A store is told only when the client comes back from being away.</summary>
    public void Touch(TrackedClient tracked)
    {
        tracked.LastActive = _engine.Time.GetTimestamp();
        if (tracked.TryReturn())
        {
            _ = SetActivityAsync(tracked);
        }
    }

    public async ValueTask WatchAsync(string @namespace, IGatewayClient client, string topic, CancellationToken cancellationToken)
    {
        Check(topic);
        await StartAsync().ConfigureAwait(false);
        var (tracked, watched) = (Find(client), new PresenceTopic(@namespace, topic));
        await tracked.Gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (tracked.IsGone)
            {
                return;
            }

            if (!tracked.Watched.Contains(topic) && tracked.Watched.Count >= _options.MaxTopicsPerClient)
            {
                throw new InvalidOperationException($"Client '{client.Id}' watches {tracked.Watched.Count} topics; PresenceOptions.MaxTopicsPerClient allows no more.");
            }

            tracked.Watched.Add(topic);
            _watchers.Add(watched, tracked.Outbound);
        }
        finally
        {
            tracked.Gate.Release();
        }

        await SendStateAsync(watched, cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask UnwatchAsync(string @namespace, IGatewayClient client, string topic, CancellationToken cancellationToken)
    {
        if (!_clients.TryGetValue(client, out var tracked))
        {
            return;
        }

        await tracked.Gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            tracked.Watched.Remove(topic);
            _watchers.Remove(new PresenceTopic(@namespace, topic), tracked.Outbound);
        }
        finally
        {
            tracked.Gate.Release();
        }
    }

    public void OnReset()
    {
        _watchers.Forget();
        Volatile.Write(ref _mustRepeat, 1);
    }

    private void Check(string topic)
    {
        ArgumentException.ThrowIfNullOrEmpty(topic);
        if (topic.Length > _engine.Options.MaxRoomNameLength)
        {
            throw new ArgumentException($"The topic's name has {topic.Length} characters; GatewayOptions.MaxRoomNameLength allows {_engine.Options.MaxRoomNameLength}.", nameof(topic));
        }
    }

    private TrackedClient Find(IGatewayClient client)
    {
        ArgumentNullException.ThrowIfNull(client);
        if (_clients.TryGetValue(client, out var known))
        {
            return known;
        }

        var added = new TrackedClient(this, client, _engine.Time.GetTimestamp());
        known = _clients.GetOrAdd(client, added);
        if (ReferenceEquals(known, added))
        {
            if (client is GatewayClient messages)
            {
                messages.Watch = known;
            }

            // Runs at once when it has left already.
            client.Aborted.UnsafeRegister(static state =>
            {
                var (tracker, left) = ((PresenceTracker, TrackedClient))state!;
                _ = tracker.LeaveAsync(left);
            },
            (this, known));
        }

        return known;
    }

    private async Task StoreAsync(string @namespace, TrackedClient tracked, string topic, TrackedTopic wanted, ReadOnlyMemory<byte> metadata, CancellationToken cancellationToken)
    {
        var member = new PresenceMember(tracked.Client.Id, wanted.UserId);
        await _store.TrackAsync(new PresenceTopic(@namespace, topic), member, tracked.IsActive, metadata, cancellationToken).ConfigureAwait(false);
        tracked.Topics[topic] = wanted with { IsStored = true };
    }

    /// <summary>Takes a client out; when the store cannot be reached, that is owed.</summary>
    private async Task RemoveAsync(PresenceTopic topic, string clientId, CancellationToken cancellationToken)
    {
        try
        {
            await _store.UntrackAsync(topic, clientId, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (error is AdapterUnavailableException or OperationCanceledException)
        {
            _owed.Enqueue((topic, clientId));
            throw;
        }
    }

    private async Task LeaveAsync(TrackedClient tracked)
    {
        await tracked.Gate.WaitAsync().ConfigureAwait(false);
        try
        {
            tracked.IsGone = true;
            _clients.TryRemove(tracked.Client, out _);
            foreach (var topic in tracked.Watched)
            {
                _watchers.Remove(new PresenceTopic(tracked.Client.Namespace, topic), tracked.Outbound);
            }

            // A server that stops lets its clients come back elsewhere before they are missed.
            if (!_lifetime.ApplicationStopping.IsCancellationRequested)
            {
                await Task.WhenAll(tracked.Topics.Keys.Select(topic => RemoveAsync(new PresenceTopic(tracked.Client.Namespace, topic), tracked.Client.Id, CancellationToken.None)))
                    .ConfigureAwait(false);
            }
        }
        catch (AdapterUnavailableException error)
        {
            Log.Owed(_logger, tracked.Client.Namespace, tracked.Client.Id, error);
        }
        finally
        {
            tracked.Gate.Release();
        }
    }

    private async Task SendStateAsync(PresenceTopic topic, CancellationToken cancellationToken)
    {
        while (!_watchers.TryAdmit(topic, await _store.ListAsync(topic, cancellationToken).ConfigureAwait(false)))
        {
            // More changes came meanwhile than may wait: the list is read again.
        }
    }
}
