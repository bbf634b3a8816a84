using Gateways.Adapters;
using Gateways.Dispatch;

namespace Gateways.Presence;

/// <summary>A client of this server, under which topics it is, and when it last did something. Its gate keeps its changes in their order.</summary>
internal sealed class TrackedClient(PresenceTracker tracker, IGatewayClient client, long now) : IActivityWatch
{
    private long _lastActive = now;
    private int _isReturning;

    public IGatewayClient Client { get; } = client;

    public IAdapterClient Outbound { get; } = client as IAdapterClient
        ?? throw new ArgumentException($"'{client.GetType()}' is no client of a gateway.", nameof(client));

    public SemaphoreSlim Gate { get; } = new(1, 1);

    /// <summary>Topic, and what is wanted there.</summary>
    public Dictionary<string, TrackedTopic> Topics { get; } = new(StringComparer.Ordinal);

    public HashSet<string> Watched { get; } = new(StringComparer.Ordinal);

    public bool IsActive { get; set; } = true;

    public bool IsGone { get; set; }

    public long LastActive
    {
        get => Volatile.Read(ref _lastActive);
        set => Volatile.Write(ref _lastActive, value);
    }

    public void OnActive() => tracker.Touch(this);

    /// <summary>Whether it is now to be told that the client is back: once, however much the client does until then.</summary>
    public bool TryReturn() => !IsActive && Interlocked.Exchange(ref _isReturning, 1) == 0;

    public void EndReturn() => Volatile.Write(ref _isReturning, 0);
}
