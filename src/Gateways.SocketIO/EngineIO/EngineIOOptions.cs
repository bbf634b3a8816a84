using Gateways.Hosting;
using Microsoft.AspNetCore.Http;

namespace Gateways;

/// <summary>Habits and limits of an Engine.IO server. The defaults are Node's, where Node has the option.</summary>
public class EngineIOOptions
{
    /// <summary>How often a client is pinged, counted from its last pong. Default: 25 s.</summary>
    public TimeSpan PingInterval { get; set; } = TimeSpan.FromSeconds(25);

    /// <summary>How long a client may take to answer a ping. Default: 20 s.</summary>
    public TimeSpan PingTimeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>How long an upgrade from polling to WebSocket may take. Default: 10 s. Then the WebSocket is closed and polling goes on.</summary>
    public TimeSpan UpgradeTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// The largest HTTP body and the largest WebSocket message a client may send, in bytes. Default: 1 000 000. A larger body is answered with 413, a larger
    /// message closes the WebSocket (1009). <c>GatewayOptions.MaxMessageBytes</c> counts where it is smaller. Told to clients, who cut their bodies accordingly.
    /// </summary>
    public int MaxHttpBufferSize { get; set; } = 1_000_000;

    /// <summary>The transports that are served. Default: both.</summary>
    public EngineIOTransports Transports { get; set; } = EngineIOTransports.Polling | EngineIOTransports.WebSocket;

    /// <summary>Whether a polling client may go over to WebSocket. Default: true.</summary>
    public bool AllowUpgrades { get; set; } = true;

    /// <summary>
    /// A cookie with the session's id on the handshake of polling clients, for sticky load balancers. Default: null, none. A builder without settings makes
    /// Node's: <c>io=..; Path=/; HttpOnly; SameSite=Lax</c>.
    /// </summary>
    public CookieBuilder? Cookie { get; set; }

    /// <summary>Whether the answers to polls are compressed for clients that can read it. Default: true.</summary>
    public bool HttpCompression { get; set; } = true;

    /// <summary>From how many bytes on an answer is compressed. Default: 1024.</summary>
    public int HttpCompressionThreshold { get; set; } = 1024;

    /// <summary>
    /// Whether <c>permessage-deflate</c> is accepted on WebSockets; needs <c>app.UseWebSockets()</c>. Default: false. It costs some 240 KB per connection, and a
    /// shared encoding per broadcast.
    /// </summary>
    public bool PerMessageDeflate { get; set; }

    /// <summary>
    /// Decides about a handshake, in addition to the origin check: returns null to serve it, or what to tell the client (403, code 4). Called for the first request of
    /// a session only. Default: null, everyone.
    /// </summary>
    public Func<HttpContext, ValueTask<string?>>? AllowRequest { get; set; }

    /// <summary>A message every client gets right after the open packet. Default: null, none.</summary>
    public string? InitialPacket { get; set; }

    /// <summary>How many packets one body may hold. Default: 10 000; Node has no limit. More close the session.</summary>
    public int MaxPacketsPerPayload { get; set; } = 10_000;

    /// <summary>How many frames one WebSocket message may be split into. Default: 4096. More close the WebSocket (1008).</summary>
    public int MaxFragments { get; set; } = 4096;

    /// <summary>How long a session that closes waits for the poll that takes its goodbye. Default: 30 s.</summary>
    public TimeSpan PollingCloseTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Looks at each option.</summary>
    internal virtual void Check(OptionFaults faults)
    {
        faults.Wait(nameof(PingInterval), PingInterval);
        faults.Wait(nameof(PingTimeout), PingTimeout);
        faults.Wait(nameof(UpgradeTimeout), UpgradeTimeout);
        faults.Wait(nameof(PollingCloseTimeout), PollingCloseTimeout);
        faults.Count(nameof(MaxHttpBufferSize), MaxHttpBufferSize);
        faults.Count(nameof(MaxPacketsPerPayload), MaxPacketsPerPayload);
        faults.Count(nameof(MaxFragments), MaxFragments);
        faults.Count(nameof(HttpCompressionThreshold), HttpCompressionThreshold);
        if (Transports is EngineIOTransports.None or > (EngineIOTransports.Polling | EngineIOTransports.WebSocket) or < EngineIOTransports.None)
        {
            faults.Add(nameof(Transports), Transports, "name Polling, WebSocket, or both");
        }
    }
}
