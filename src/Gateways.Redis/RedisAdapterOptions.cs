namespace Gateways.Redis;

/// <summary>How the servers of an application find each other in Redis, and what they do when it fails. Validated when the application starts.</summary>
public sealed class RedisAdapterOptions
{
    /// <summary>The prefix that <c>@socket.io/redis-adapter</c> and <c>@socket.io/redis-emitter</c> have when they are given none.</summary>
    public const string NodeChannelPrefix = "socket.io";

    /// <summary>
    /// What all channels and keys of the application begin with. Default: null, the application's name (<c>IHostEnvironment.ApplicationName</c>), so that two
    /// applications on one Redis do not hear each other. All servers of a cluster need the same; with Node servers it is usually <see cref="NodeChannelPrefix"/>.
    /// </summary>
    public string? ChannelPrefix { get; set; }

    /// <summary>
    /// On the wire a user is a room with this prefix: a Node server's sockets that join <c>user:ann</c> hear what is sent to the user <c>ann</c>, and what a Node server
    /// emits to that room is heard by the user's clients here. Default: <c>user:</c>.
    /// </summary>
    public string UserRoomPrefix { get; set; } = "user:";

    /// <summary>
    /// Whether the application may start while Redis cannot be reached. It then serves its own clients, every emit that should reach others says that it did not, and it
    /// goes on connecting. Default: false, starting fails with a clear error.
    /// </summary>
    public bool AllowDegradedStart { get; set; }

    /// <summary>How long starting waits for Redis. Default: 10 s.</summary>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a question to other servers (fetch, count, rooms) waits for all of them. Default: 5 s, as in Node.</summary>
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How often the server asks itself, through Redis, whether it still hears. Default: 5 s.</summary>
    public TimeSpan ProbeInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long that echo may take before the subscription counts as dead. Default: 5 s.</summary>
    public TimeSpan ProbeTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// After Redis was lost: how long to wait for the servers that were there before to subscribe again. Until then emits are refused rather than lost on the way
    /// to them. Default: 5 s; zero does not wait.
    /// </summary>
    public TimeSpan ReturnGrace { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How many bytes may wait for Redis to confirm them. Default: 16 MiB. Beyond that emits are refused.</summary>
    public long MaxPendingBytes { get; set; } = 16 * 1024 * 1024;

    /// <summary>How many messages from Redis may wait to be delivered, per namespace. Default: 100,000. Beyond that they are dropped, counted and logged.</summary>
    public int MaxPendingMessages { get; set; } = 100_000;

    /// <summary>How many bytes of messages from Redis may wait to be delivered, in all namespaces together. Default: 64 MiB. Beyond that they are dropped, counted and logged.</summary>
    public long MaxReceivedBytes { get; set; } = 64 * 1024 * 1024;
}
