namespace Gateways;

/// <summary>What can be said of one gateway besides its attribute; see <see cref="GatewayOptions{TGateway}"/>.</summary>
public abstract class GatewayOptionsBase
{
    private protected GatewayOptionsBase()
    {
    }

    /// <summary>The path in place of the attribute's. Default: null, the attribute's.</summary>
    public string? Path { get; set; }

    /// <summary>How many messages of one client may be handled at once. Default: null, as the attribute says.</summary>
    public int? MaxConcurrency { get; set; }

    /// <summary>The transports that may reach the gateway. Default: null, as the attribute says.</summary>
    public GatewayTransports? Transports { get; set; }

    /// <summary>A port of its own. Default: null, as the attribute says.</summary>
    public int? Port { get; set; }

    /// <summary>What becomes of events without a handler. Default: null, as <see cref="GatewayOptions.UnknownEvents"/> says.</summary>
    public UnknownEventPolicy? UnknownEvents { get; set; }

    /// <summary>How often clients may send to this gateway, besides the application's limits. Default: no limit. Its rejection is the application's.</summary>
    public RateLimitOptions RateLimits { get; } = new();

    internal List<ConnectionMiddleware> Connecting { get; } = [];

    internal List<MessageMiddleware> Messages { get; } = [];

    /// <summary>Runs around the guards of every client that asks for this namespace; the first one added is outermost, inside the application's own.</summary>
    public void UseConnection(ConnectionMiddleware middleware)
    {
        ArgumentNullException.ThrowIfNull(middleware);
        Connecting.Add(middleware);
    }

    /// <summary>Runs around every message of this namespace; the first one added is outermost, inside the application's own.</summary>
    public void UseMessage(MessageMiddleware middleware)
    {
        ArgumentNullException.ThrowIfNull(middleware);
        Messages.Add(middleware);
    }
}
