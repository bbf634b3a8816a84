namespace Gateways;

/// <summary>Limits and habits of presence. Validated when the application starts.</summary>
public sealed class PresenceOptions
{
    /// <summary>How long a client may do nothing, which is to send no message that is handled, before it is away. Default: 60 s.</summary>
    public TimeSpan AwayAfter { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How often this server says that it lives, and looks for others that do not, and for clients that have gone away. Default: 2 s.</summary>
    public TimeSpan BeatInterval { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How long a server may be silent before its clients are taken out: what a killed server leaves behind. Default: 10 s.</summary>
    public TimeSpan ServerTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long the clients of a server that stops stay present, so that who reconnects to another one has never been away. Default: 10 s.</summary>
    public TimeSpan RestartGrace { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Under how many topics one client may be tracked, and how many it may watch. Default: 128.</summary>
    public int MaxTopicsPerClient { get; set; } = 128;

    /// <summary>The largest metadata, in bytes of JSON. Default: 4096.</summary>
    public int MaxMetadataBytes { get; set; } = 4096;
}
