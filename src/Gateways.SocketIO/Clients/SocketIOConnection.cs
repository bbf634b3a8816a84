using System.Security.Claims;
using Gateways.Hosting;
using Gateways.Protocol;
using Gateways.SocketIO.EngineIO;
using Microsoft.AspNetCore.Http;

namespace Gateways.SocketIO.Clients;

/// <summary>
/// A Socket.IO client's connection: one client in each namespace it has entered. Packets come one after another; clients end from any thread, so
/// <c>_clients</c> is its own lock.
/// </summary>
internal sealed partial class SocketIOConnection : EngineIOSession
{
    private readonly SocketIOServer _server;
    private readonly HttpGatewayHandshake _handshake;
    private readonly ClaimsPrincipal? _user;
    private readonly int _port;
    private readonly List<SocketIOClient> _clients = new(1);
    private SocketIOAssembly? _assembly;
    private EngineIODeparture? _end;
    private long _connectBy;

    public SocketIOConnection(SocketIOServer server, EngineIOServer transport, HttpContext context)
        : base(transport, context)
    {
        _server = server;
        _handshake = new HttpGatewayHandshake(context, transport.Engine.Time, NoAuth);
        _user = GatewayHost.UserOf(context);
        _port = context.Connection.LocalPort is > 0 and var port ? port : context.Request.Host.Port ?? 0;
    }

    public override IProtocolCodec Codec => _server.Codec;

    protected override void OnOpened()
    {
        _connectBy = Server.Clock.Now + (long)_server.Options.ConnectTimeout.TotalMilliseconds;
        Schedule();
    }

    protected override ValueTask OnMessage(ReadOnlyMemory<byte> message, bool isText)
    {
        if (_assembly is not null)
        {
            return isText ? Fail(EngineIODeparture.ForcedClose) : Continue(message.Span);
        }

        if (!_server.Codec.TryRead(message, isText, _server.Limits, out var packet))
        {
            return Fail(EngineIODeparture.ForcedClose);
        }

        if (packet.Attachments > 0)
        {
            _assembly = new SocketIOAssembly(packet, _server.Limits, Server.Clock.Now);
            Schedule();
            return default;
        }

        return OnPacket(packet);
    }

    protected override bool IsWaiting => Volatile.Read(ref _connectBy) > 0 || Volatile.Read(ref _assembly) is not null;

    protected override void OnBeat(long now)
    {
        if (_connectBy > 0 && now > _connectBy)
        {
            CloseAs(EngineIODeparture.ConnectTimeout);
        }
        else if (_assembly is { } assembly && now - assembly.Since > Engine.Options.MessageTimeout.TotalMilliseconds)
        {
            CloseAs(EngineIODeparture.ForcedClose);
        }
    }

    protected override Task OnEndedAsync(EngineIODeparture departure)
    {
        SocketIOClient[] clients;
        lock (_clients)
        {
            _end = departure;
            clients = [.. _clients];
            _clients.Clear();
        }

        return Task.WhenAll(clients.Select(client => EndAsync(client, departure)));
    }

    /// <summary>A client that is sent away for good is told so in each namespace; one that may come back finds the link closed, and comes back.</summary>
    protected override void WriteLastWords(ScratchWriter output, CloseReason reason)
    {
        if (!SaysGoodbye(reason))
        {
            return;
        }

        lock (_clients)
        {
            foreach (var client in _clients)
            {
                if (client.State == SocketIOClientState.Joined)
                {
                    _server.Codec.WriteDisconnect(output, client.Namespace);
                }
            }
        }
    }

    private ValueTask Continue(ReadOnlySpan<byte> attachment)
    {
        var assembly = _assembly!;
        if (!assembly.TryAdd(attachment))
        {
            return Fail(EngineIODeparture.ForcedClose);
        }

        if (!assembly.IsComplete)
        {
            return default;
        }

        _assembly = null;
        return assembly.TryFinish(out var packet) ? OnPacket(packet) : Fail(EngineIODeparture.ForcedClose);
    }

    private ValueTask Fail(EngineIODeparture departure)
    {
        CloseAs(departure);
        return default;
    }

    /// <summary>Whether a client whose connection ends for this reason is told so in words: who was sent away for good is not to come back by itself.</summary>
    private static bool SaysGoodbye(CloseReason reason) => !reason.MayReconnect && !EngineIODeparture.Of(reason).IsFault;
}
