using Gateways.Adapters;

namespace Gateways.Presence;

/// <summary>A client of this server, under which topics it is, and when it last did something. Its gate keeps its changes in their order.</summary>
internal sealed class TrackedClient(IGatewayClient client, long now)
{
    private long _lastActive = now;

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
}
