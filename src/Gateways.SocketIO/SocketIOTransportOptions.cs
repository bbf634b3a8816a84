using Gateways.Hosting;
using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.Extensions.FileProviders;

namespace Gateways;

/// <summary>Habits and limits of the Socket.IO transport. The defaults are Node's, where Node has the option. Validated when the application starts.</summary>
public sealed class SocketIOTransportOptions : EngineIOOptions
{
    /// <summary>Payloads are walked with the stack of a thread.</summary>
    private const int DeepestPayload = 1000;
    private const int LongestNamespace = 1024;

    /// <summary>The path all namespaces are served at. Default: <c>/socket.io</c>.</summary>
    public string Path { get; set; } = "/socket.io";

    /// <summary>Whether the path ends with a slash, as clients ask for by default. Default: true. The other form is not found.</summary>
    public bool AddTrailingSlash { get; set; } = true;

    /// <summary>
    /// The CORS policy of this endpoint, Node's <c>cors</c>: without one a browser keeps the answers to polls from pages of other origins, and clients begin with a poll. Begins with
    /// <see cref="GatewayOptions.AllowedOrigins"/>, <c>GET</c>, <c>POST</c> and any header, so <c>options.Cors = static cors =&gt; cors.AllowCredentials()</c> is <c>{ origin: [..], credentials: true }</c>, and
    /// <c>static _ =&gt; { }</c> is enough without cookies. Needs <c>app.UseCors()</c>. A policy given to <c>app.MapGateways().RequireCors(..)</c> counts in its place. Default: null, none.
    /// </summary>
    public Action<CorsPolicyBuilder>? Cors { get; set; }

    /// <summary>
    /// The browser client's files, to be served under the path, as <c>/socket.io/socket.io.js</c>: those of the npm package, for example
    /// <c>new PhysicalFileProvider(".../node_modules/socket.io-client/dist")</c>. Served are <c>socket.io.js</c>, <c>socket.io.min.js</c>, <c>socket.io.esm.min.js</c> and
    /// <c>socket.io.msgpack.min.js</c>, each with its <c>.map</c>, to anybody. Default: null, none (Node's <c>serveClient</c> is on and brings the files with it).
    /// </summary>
    public IFileProvider? ClientFiles { get; set; }

    /// <summary>How packets are written. Default: JSON. All clients must use the same, as in Node.</summary>
    public SocketIOParser Parser { get; set; } = SocketIOParser.Json;

    /// <summary>How long a connection may be there without having entered a namespace. Default: 45 s.</summary>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(45);

    /// <summary>Connection state recovery. Default: null, off.</summary>
    public SocketIORecoveryOptions? ConnectionStateRecovery { get; set; }

    /// <summary>How many binary attachments a client's packet may have. Default: 10.</summary>
    public int MaxAttachments { get; set; } = 10;

    /// <summary>How many bytes of a packet may be kept while its attachments arrive. Default: 4 000 000; Node has no limit.</summary>
    public int MaxAttachmentBytes { get; set; } = 4_000_000;

    /// <summary>How many namespaces one connection may be in. Default: 32; Node has no limit.</summary>
    public int MaxNamespacesPerConnection { get; set; } = 32;

    /// <summary>The longest name of a namespace, in bytes. Default: 256, at most 1024; Node has no limit. A longer one closes the connection.</summary>
    public int MaxNamespaceLength { get; set; } = 256;

    /// <summary>The largest auth payload, in bytes. Default: 64 KiB; Node has no limit. A larger one closes the connection.</summary>
    public int MaxAuthBytes { get; set; } = 64 * 1024;

    /// <summary>How deep a client's payloads may be nested. Default: 64, at most 1000; Node dies of too many. A deeper one closes the connection.</summary>
    public int MaxDepth { get; set; } = 64;

    internal override void Check(OptionFaults faults)
    {
        base.Check(faults);
        if (Path is not ['/', not '/', ..] || Path.AsSpan().ContainsAny('{', '}', '?'))
        {
            faults.Add(nameof(Path), Path, "begin it with a slash, as '/socket.io', and leave parameters out");
        }

        if (!Enum.IsDefined(Parser))
        {
            faults.Add(nameof(Parser), Parser, "make it Json or Msgpack");
        }

        faults.Wait(nameof(ConnectTimeout), ConnectTimeout);
        faults.Count(nameof(MaxAttachments), MaxAttachments);
        faults.Count(nameof(MaxAttachmentBytes), MaxAttachmentBytes);
        faults.Count(nameof(MaxNamespacesPerConnection), MaxNamespacesPerConnection);
        faults.Count(nameof(MaxNamespaceLength), MaxNamespaceLength, most: LongestNamespace);
        faults.Count(nameof(MaxAuthBytes), MaxAuthBytes);
        faults.Count(nameof(MaxDepth), MaxDepth, most: DeepestPayload);
        if (ConnectionStateRecovery is { } recovery)
        {
            faults.Wait("ConnectionStateRecovery.MaxDisconnectionDuration", recovery.MaxDisconnectionDuration);
            faults.Count("ConnectionStateRecovery.MaxEvents", recovery.MaxEvents);
            faults.Count("ConnectionStateRecovery.MaxBytes", recovery.MaxBytes);
            faults.Count("ConnectionStateRecovery.MaxSessions", recovery.MaxSessions);
        }
    }
}
