using System.Text;
using Gateways.Protocol;
using Gateways.SocketIO.EngineIO;

namespace Gateways;

/// <summary>One bare Engine.IO session, as its <see cref="EngineIOHandler"/> sees it. Thread-safe.</summary>
public sealed class EngineIOSocket
{
    private readonly EngineIOSocketSession _session;

    internal EngineIOSocket(EngineIOSocketSession session) => _session = session;

    /// <summary>The session's id: a secret between client and server.</summary>
    public string Id => _session.Sid;

    /// <summary>What the client sent when it connected.</summary>
    public GatewayHandshake Handshake => _session.Handshake;

    /// <summary>Whether it polls; false once it uses a WebSocket.</summary>
    public bool IsPolling => _session.IsPolling;

    /// <summary>Queues a text message; never waits for the client.</summary>
    public void Send(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        SendText(Encoding.UTF8.GetBytes(text));
    }

    /// <summary>Queues a text message; never waits for the client.</summary>
    /// <param name="utf8">The text in UTF-8.</param>
    public void SendText(ReadOnlySpan<byte> utf8)
    {
        using var frame = ScratchWriter.Rent();
        EngineIOFrames.WriteTextHeader(frame, utf8.Length + 1);
        frame.WriteByte((byte)EngineIOPacketType.Message);
        frame.WriteBytes(utf8);
        _session.Send(frame.WrittenSpan);
    }

    /// <summary>Queues a message of bytes; never waits for the client.</summary>
    public void SendBytes(ReadOnlySpan<byte> bytes)
    {
        using var frame = ScratchWriter.Rent();
        EngineIOFrames.WriteBinary(frame, bytes);
        _session.Send(frame.WrittenSpan);
    }

    /// <summary>Closes the session; what was queued before is still sent. Returns at once.</summary>
    public void Close() => _session.CloseByServer();
}
