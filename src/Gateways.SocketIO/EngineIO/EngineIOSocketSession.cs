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

    /// <summary>The application ends the session.</summary>
    public void CloseByServer() => CloseAs(new EngineIODeparture(CloseReason.ServerDisconnect, "forced close"));

    protected override void OnOpened()
    {
        try
        {
            _handler.OnOpen(_socket);
        }
        catch (Exception error)
        {
            Fail(error);
        }
    }

    protected override ValueTask OnMessage(ReadOnlyMemory<byte> message, bool isText)
    {
        var handled = _handler.OnMessageAsync(_socket, message, isText);
        return handled.IsCompletedSuccessfully ? default : new ValueTask(WatchAsync(handled));
    }

    /// <summary>Off the caller's thread, which may be the clock of all sessions.</summary>
    protected override Task OnEndedAsync(EngineIODeparture departure) => Task.Run(() => _handler.OnClose(_socket, departure.Reason, departure.Text));

    private async Task WatchAsync(ValueTask handled)
    {
        try
        {
            await handled.ConfigureAwait(false);
        }
        catch (Exception error)
        {
            Fail(error);
        }
    }
}
