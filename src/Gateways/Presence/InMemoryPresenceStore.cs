namespace Gateways.Presence;

/// <summary>Presence of one server. Nothing here waits.</summary>
/// <param name="time">The clock.</param>
public sealed class InMemoryPresenceStore(TimeProvider time) : IPresenceStore
{
    private readonly Lock _gate = new();
    private readonly Dictionary<PresenceTopic, Topic> _topics = [];
    private IPresenceObserver? _observer;
    private long _lastVersion;

    /// <inheritdoc/>
    public ValueTask StartAsync(IPresenceObserver observer, CancellationToken cancellationToken)
    {
        _observer = observer;
        return default;
    }

    /// <inheritdoc/>
    public ValueTask<bool> TrackAsync(PresenceTopic topic, PresenceMember member, bool isActive, ReadOnlyMemory<byte> metadata, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (!_topics.TryGetValue(topic, out var known))
            {
                _topics[topic] = known = new Topic();
            }

            if (!known.Clients.TryGetValue(member.ClientId, out var client))
            {
                known.Clients[member.ClientId] = client = new Client(member.UserId);
            }
            else if (client.UserId != member.UserId)
            {
                return new(false);
            }

            var isNew = !known.Users.TryGetValue(member.UserId, out var user);
            user ??= known.Users[member.UserId] = new User(new PresenceUser(member.UserId, isActive, time.GetUtcNow(), default));
            user.Clients += client.IsCounted ? 0 : 1;
            user.Active += (isActive ? 1 : 0) - (client.IsActive ? 1 : 0);
            (client.IsCounted, client.IsActive) = (true, isActive);
            var before = user.Entry;
            user.Entry = before with { IsActive = user.Active > 0, Metadata = metadata.IsEmpty ? before.Metadata : metadata };
            if (isNew)
            {
                Tell(topic, known, PresenceChangeKind.Join, user.Entry);
            }
            else if (before.IsActive != user.Entry.IsActive || !before.Metadata.Span.SequenceEqual(user.Entry.Metadata.Span))
            {
                Tell(topic, known, PresenceChangeKind.Update, user.Entry);
            }
        }

        return new(true);
    }

    /// <inheritdoc/>
    public ValueTask UntrackAsync(PresenceTopic topic, string clientId, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (!_topics.TryGetValue(topic, out var known) || !known.Clients.Remove(clientId, out var client))
            {
                return default;
            }

            var user = known.Users[client.UserId];
            user.Clients--;
            user.Active -= client.IsActive ? 1 : 0;
            if (user.Clients == 0)
            {
                known.Users.Remove(client.UserId);
                Tell(topic, known, PresenceChangeKind.Leave, user.Entry);
            }
            else if (user.Entry.IsActive && user.Active == 0)
            {
                user.Entry = user.Entry with { IsActive = false };
                Tell(topic, known, PresenceChangeKind.Update, user.Entry);
            }

            if (known.Clients.Count == 0)
            {
                _topics.Remove(topic);
            }
        }

        return default;
    }

    /// <inheritdoc/>
    public ValueTask<PresenceSnapshot> ListAsync(PresenceTopic topic, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return new(_topics.TryGetValue(topic, out var known)
                ? new PresenceSnapshot(known.Version, [.. known.Users.Values.Select(static user => user.Entry)])
                : new PresenceSnapshot(_lastVersion, []));
        }
    }

    /// <inheritdoc/>
    public ValueTask<int> CountAsync(PresenceTopic topic, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return new(_topics.TryGetValue(topic, out var known) ? known.Users.Count : 0);
        }
    }

    /// <inheritdoc/>
    public ValueTask BeatAsync(CancellationToken cancellationToken) => default;

    /// <inheritdoc/>
    public ValueTask SettleAsync(long reset, CancellationToken cancellationToken) => default;

    /// <inheritdoc/>
    public ValueTask<bool> SweepAsync(CancellationToken cancellationToken) => default;

    /// <inheritdoc/>
    public ValueTask StopAsync() => default;

    /// <summary>Under the lock, so that changes are told in their order.</summary>
    private void Tell(PresenceTopic topic, Topic known, PresenceChangeKind kind, PresenceUser user)
    {
        known.Version = ++_lastVersion;
        _observer?.OnChange(new PresenceChange(topic, known.Version, kind, user));
    }

    private sealed class Topic
    {
        public Dictionary<string, Client> Clients { get; } = new(StringComparer.Ordinal);

        public Dictionary<string, User> Users { get; } = new(StringComparer.Ordinal);

        public long Version { get; set; }
    }

    private sealed class Client(string userId)
    {
        public string UserId { get; } = userId;

        public bool IsCounted { get; set; }

        public bool IsActive { get; set; }
    }

    private sealed class User(PresenceUser entry)
    {
        public PresenceUser Entry { get; set; } = entry;

        public int Clients { get; set; }

        public int Active { get; set; }
    }
}
