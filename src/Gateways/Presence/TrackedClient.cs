using System.Collections.Immutable;
using Gateways.Adapters;
using Gateways.Dispatch;

namespace Gateways.Presence;

/// <summary>A client of this server, under which topics it is, and when it last did something. Its gate keeps its changes in their order.</summary>
/// <param name="tracker">Who tracks it.</param>
/// <param name="namespace">Its gateway's namespace: of a family of namespaces the template, for it is the gateway that has topics.</param>
/// <param name="client">The client.</param>
/// <param name="now">The time.</param>
internal sealed class TrackedClient(PresenceTracker tracker, string @namespace, IGatewayClient client, long now) : IActivityWatch
{
    private long _lastActive = now;
    private int _isReturning;

    public IGatewayClient Client { get; } = client;

    public IAdapterClient Outbound { get; } = client as IAdapterClient
        ?? throw new ArgumentException($"'{client.GetType()}' is no client of a gateway.", nameof(client));

    public SemaphoreSlim Gate { get; } = new(1, 1);

    /// <summary>Topic, and what is wanted there. Changed under the gate, read by anyone.</summary>
    public ImmutableDictionary<string, TrackedTopic> Topics { get; set; } = ImmutableDictionary.Create<string, TrackedTopic>(StringComparer.Ordinal);

    /// <summary>The topics the store may still have it under, though it is not wanted there any more. Under the gate.</summary>
    public HashSet<string> Owed { get; } = new(StringComparer.Ordinal);

    public HashSet<string> Watched { get; } = new(StringComparer.Ordinal);

    public bool IsActive { get; set; } = true;

    public bool IsGone { get; private set; }

    /// <summary>The topics it was under when it left.</summary>
    public IReadOnlyCollection<string> Left { get; private set; } = [];

    public long LastActive
    {
        get => Volatile.Read(ref _lastActive);
        set => Volatile.Write(ref _lastActive, value);
    }

    public void OnActive() => tracker.Touch(this);

    /// <summary>Whether it is now to be told that the client is back: once, however much the client does until then.</summary>
    public bool TryReturn() => !IsActive && Interlocked.Exchange(ref _isReturning, 1) == 0;

    public void EndReturn() => Volatile.Write(ref _isReturning, 0);

    public PresenceTopic Topic(string name) => new(@namespace, name);

    /// <summary>It is not wanted under this topic any more. Under the gate.</summary>
    public void Unwant(string topic)
    {
        if (Topics.TryGetValue(topic, out var unwanted))
        {
            Topics = Topics.Remove(topic);
            if (unwanted.MayBeStored)
            {
                Owed.Add(topic);
            }
        }
    }

    /// <summary>Under the gate.</summary>
    public void Leave() => (IsGone, Left) = (true, [.. Topics.Keys]);
}
