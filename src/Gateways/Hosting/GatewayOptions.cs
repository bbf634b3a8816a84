using System.Text.Json;
using Gateways.Infrastructure;
using Gateways.Protocol;

namespace Gateways;

/// <summary>Limits and habits of all gateways of an application. Validated when the application starts.</summary>
public sealed class GatewayOptions
{
    /// <summary>
    /// How payloads become JSON: camel case, as everywhere on the web. Add source-generated contexts to its resolver chain
    /// (<c>Json.TypeInfoResolverChain.Insert(0, MyContext.Default)</c>); with native AOT this is required. Bytes are base64; a protocol that has binary of its own
    /// (Socket.IO) sends them as such, as long as the converters found here stay.
    /// </summary>
    public JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web)
    {
        Encoder = PlainJsonEncoder.Instance,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Converters = { new BytesConverter(), new ReadOnlyMemoryConverter(), new MemoryConverter() },
    };

    /// <summary>The largest message a client may send, in bytes. Default: 1 MiB. A larger one closes the connection.</summary>
    public int MaxMessageBytes { get; set; } = 1024 * 1024;

    /// <summary>The longest event name, in bytes of UTF-8. Default: 256. A longer one is treated as unknown.</summary>
    public int MaxEventNameLength { get; set; } = 256;

    /// <summary>How many rooms one client may be in. Default: 128.</summary>
    public int MaxRoomsPerClient { get; set; } = 128;

    /// <summary>The longest room name, in characters. Default: 200.</summary>
    public int MaxRoomNameLength { get; set; } = 200;

    /// <summary>How many bytes may wait for one client before it is closed as too slow. Default: 1 MiB. One message above it still reaches a client that has nothing waiting.</summary>
    public int MaxOutboundBytes { get; set; } = 1024 * 1024;

    /// <summary>How many messages of one client may wait for its handlers before its transport stops reading. Default: 256.</summary>
    public int MaxPendingMessages { get; set; } = 256;

    /// <summary>How many bytes of one client's messages may wait for its handlers before its transport stops reading. Default: 1 MiB.</summary>
    public int MaxPendingBytes { get; set; } = 1024 * 1024;

    /// <summary>How many acks one client may owe. Default: 1024. Beyond that the client does not get the event, and counts as one that has answered with an error.</summary>
    public int MaxPendingAcks { get; set; } = 1024;

    /// <summary>How long a client's connection guards and middleware together, and then its connection hook, may take: each has this time. Default: 15 s.</summary>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How long a client may be silent before it is pinged. Default: 15 s.</summary>
    public TimeSpan KeepAliveInterval { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How long a client may be silent, pings included, before it is taken as lost. Default: 30 s; at least twice the interval is sensible.</summary>
    public TimeSpan ClientTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long one message may take to arrive, from its first byte to its last. Default: 30 s.</summary>
    public TimeSpan MessageTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long one write to a client may take. Default: 10 s. Then the client is taken as lost.</summary>
    public TimeSpan SendTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long an emit waits for an ack when it does not say so itself. Default: 10 s.</summary>
    public TimeSpan AckTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long the goodbye may take, in either direction. Default: 2 s.</summary>
    public TimeSpan CloseTimeout { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How long the disconnect hook waits for handlers of its client that still run. Default: 30 s.</summary>
    public TimeSpan HandlerDrainTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long running handlers get to end when the application stops. Default: 10 s. Keep it below the host's own shutdown timeout.</summary>
    public TimeSpan ShutdownTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Origins whose pages may connect besides the server's own, as <c>https://app.example.com</c>; <c>*</c> allows all. Default: none.
    /// Browsers do not apply CORS to WebSocket, so this check is what keeps other sites' pages out. Pages of another origin that use SignalR's HTTP transports, Socket.IO's polling or Server-Sent Events
    /// need a CORS policy as well (<c>app.MapGateways().RequireCors(..)</c>).
    /// </summary>
    public IList<string> AllowedOrigins { get; } = [];

    /// <summary>
    /// Whether requests without an <c>Origin</c> header may connect: everything that is not a browser. Default: true. A browser's <c>GET</c> from a page of the server's own has none
    /// either; it is known by <c>Sec-Fetch-Site</c>, and may always connect.
    /// </summary>
    public bool AllowMissingOrigin { get; set; } = true;

    /// <summary>How many streams one client may receive at the same time. Default: 64. One more is an error.</summary>
    public int MaxStreamsPerClient { get; set; } = 64;

    /// <summary>How often clients may send, over all gateways. Default: no limit.</summary>
    public RateLimitOptions RateLimits { get; } = new();

    /// <summary>What becomes of events without a handler. Default: <see cref="UnknownEventPolicy.Ignore"/>.</summary>
    public UnknownEventPolicy UnknownEvents { get; set; }

    /// <summary>Guards of every handler of every gateway; they run before those of the gateway.</summary>
    public EnhancerCollection<IGuard> Guards { get; } = new(EnhancerKind.Guard);

    /// <summary>Interceptors of every handler of every gateway; they stand outside those of the gateway.</summary>
    public EnhancerCollection<IInterceptor> Interceptors { get; } = new(EnhancerKind.Interceptor);

    /// <summary>Pipes of every body parameter of every handler; they run before those of the gateway.</summary>
    public EnhancerCollection<IPipe> Pipes { get; } = new(EnhancerKind.Pipe);

    /// <summary>Exception filters of every handler of every gateway; they are asked after those of the gateway.</summary>
    public EnhancerCollection<IExceptionFilter> Filters { get; } = new(EnhancerKind.Filter);

    /// <summary>Guards of every client of every gateway; they run before those of the gateway.</summary>
    public EnhancerCollection<IConnectionGuard> ConnectionGuards { get; } = new(EnhancerKind.ConnectionGuard);

    /// <summary>Interceptors of every emit of every gateway; they stand outside those of the gateway.</summary>
    public EnhancerCollection<IOutgoingInterceptor> OutgoingInterceptors { get; } = new(EnhancerKind.OutgoingInterceptor);

    /// <summary>Switches that bring back NestJS's own behaviour where this library differs on purpose.</summary>
    public NestCompatOptions NestCompat { get; } = new();

    internal List<ConnectionMiddleware> Connecting { get; } = [];

    internal List<MessageMiddleware> Messages { get; } = [];

    /// <summary>Runs around the guards of every client that asks for any namespace; the first one added is outermost.</summary>
    public void UseConnection(ConnectionMiddleware middleware)
    {
        ArgumentNullException.ThrowIfNull(middleware);
        Connecting.Add(middleware);
    }

    /// <summary>Runs around every message of every namespace; the first one added is outermost.</summary>
    public void UseMessage(MessageMiddleware middleware)
    {
        ArgumentNullException.ThrowIfNull(middleware);
        Messages.Add(middleware);
    }
}
