using Gateways.Hosting;
using Gateways.Protocol;
using Gateways.SocketIO.Packets;
using Microsoft.AspNetCore.Http;

namespace Gateways.SocketIO.EngineIO;

/// <summary>A session without Socket.IO on top.</summary>
internal sealed class EngineIOSocketSession : EngineIOSession
{
    private readonly EngineIOHandler _handler;
    private readonly EngineIOSocket _socket;

    public EngineIOSocketSession(EngineIOServer server, HttpContext context, EngineIOHandler handler)
        : base(server, context)
    {
        _handler = handler;
        _socket = new EngineIOSocket(this);
        Handshake = new HttpGatewayHandshake(context, server.Engine.Time);
    }

    public GatewayHandshake Handshake { get; }

    /// <summary>Not asked for: no gateway's client is ever on this connection.</summary>
    public override IProtocolCodec Codec => SocketIOJsonCodec.Instance;

    public void Send(ReadOnlySpan<byte> frames) => EnqueueCopy(frames);

    protected override void OnOpened() => _handler.OnOpen(_socket);

    protected override ValueTask OnMessage(ReadOnlyMemory<byte> message, bool isText) => _handler.OnMessageAsync(_socket, message, isText);

    protected override Task OnEndedAsync(EngineIODeparture departure)
    {
        _handler.OnClose(_socket, departure.Reason, departure.Text);
        return Task.CompletedTask;
    }
}
