using System.Security.Claims;
using Gateways.Connections;
using Gateways.Hosting;
using Gateways.Timing;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Gateways.SocketIO.EngineIO;

/// <summary>
/// One Engine.IO session: a connection that may change its transport while it lives. What is to be sent waits in its queue as WebSocket frames, whoever takes
/// them out; a session that waits holds two numbers for its heartbeat, and neither a timer nor a buffer. <c>_gate</c> guards what requests, frames and the clock
/// all touch; nothing is awaited under it.
/// </summary>
internal abstract partial class EngineIOSession : GatewayConnection, ITimed<EngineIOSession>
{
    private readonly Lock _gate = new();
    private readonly bool _sendsBytesAsText;
    private readonly string? _userIdentifier;
    private EngineIOWebSocket? _socket;

    /// <summary>Logs and the application see an id that has nothing of the session's secret.</summary>
    protected EngineIOSession(EngineIOServer server, HttpContext context)
        : base(server.Engine, ConnectionId.Create())
    {
        Server = server;
        _userIdentifier = GatewayHost.IdentifyUser(GatewayHost.UserOf(context));
        _sendsBytesAsText = EngineIOQuery.Read(context.Request).WantsText;
        _heartbeat = new EngineIOHeartbeat((long)server.Options.PingInterval.TotalMilliseconds, (long)server.Options.PingTimeout.TotalMilliseconds, server.Clock.Now);
        HoldWrites();
    }

    public override GatewayTransports Transport => GatewayTransports.SocketIO;

    public EngineIOServer Server { get; }

    /// <summary>What the client names the session with: whoever has it is the client.</summary>
    public string Sid { get; } = EngineIOId.Create();

    public ILogger Logger => Engine.Logger;

    /// <summary>Whether the client polls; after an upgrade, or from the beginning, it does not.</summary>
    public bool IsPolling
    {
        get
        {
            lock (_gate)
            {
                return _socket is null;
            }
        }
    }

    /// <summary>Whether only the client's goodbye is still of interest.</summary>
    public bool IsClosing => CloseReason is not null || Volatile.Read(ref _hasEnded);

    protected override bool OutlivesClients => true;

    protected override CancellationToken LinkLost => _socket?.Link.Lost ?? default;

    protected override TimeSpan CloseTimeout => IsPolling ? Server.Options.PollingCloseTimeout : base.CloseTimeout;

    /// <summary>The first packets: open, and what the server always says first.</summary>
    public void Open()
    {
        Enqueue(EngineIOFrames.Open(Sid, IsPolling && Server.MayUpgrade, Server.MaxBytes, Server.Options));
        if (Server.InitialPacket is { } packet)
        {
            Enqueue(packet);
        }

        OnOpened();
    }

    /// <summary>Whether a request comes from the user who has opened the session; a session nobody has signed in for is anybody's who knows it.</summary>
    public bool IsOf(ClaimsPrincipal? user) => _userIdentifier is null || _userIdentifier == GatewayHost.IdentifyUser(user);

    /// <summary>The session is open; the client has not heard of it yet.</summary>
    protected abstract void OnOpened();

    /// <summary>A message of the client. Its memory may be used again when the call returns, whatever the task says.</summary>
    /// <returns>Incomplete when no more is to be read until it completes.</returns>
    protected abstract ValueTask OnMessage(ReadOnlyMemory<byte> message, bool isText);

    /// <summary>The session has ended. Called once, from any thread.</summary>
    /// <returns>Completes when everybody who is told has done what there was to do.</returns>
    protected abstract Task OnEndedAsync(EngineIODeparture departure);

    protected override ValueTask WriteBatchAsync(OutboundBatch batch)
    {
        EngineIOPoll? poll;
        EngineIOWebSocket? socket;
        lock (_gate)
        {
            (poll, socket) = (_poll, _socket);
            if (socket is null)
            {
                // One answer for each poll: what comes now waits for the next.
                HoldWrites();
                _poll = null;
            }
        }

        if (socket is not null)
        {
            return WriteToSocketAsync(socket, batch);
        }

        return poll?.AnswerAsync(batch) ?? throw new IOException("The poll is gone.");
    }
}
