using System.Text;

namespace Gateways.Benchmarks.LoadGenerator;

/// <summary>Encodes requests, once, into masked WebSocket frames and classifies what comes back by its first bytes. Pure: no sockets, no clock.</summary>
internal abstract class WireProtocol
{
    /// <summary>Path and query of the upgrade request.</summary>
    public abstract string Target { get; }

    /// <summary>Sent right after the 101 response, or empty.</summary>
    public virtual byte[] Hello => [];

    /// <summary>The answer to <see cref="MessageKind.Open"/>, or empty.</summary>
    public virtual byte[] OnOpen => [];

    /// <summary>The answer to <see cref="MessageKind.Ping"/>, or empty.</summary>
    public virtual byte[] Pong => [];

    /// <summary>What a client has to send from time to time although nobody asks, or empty.</summary>
    public virtual byte[] KeepAlive => [];

    /// <summary>The protocol's own goodbye followed by a WebSocket close frame with code 1000.</summary>
    public virtual byte[] Goodbye => WebSocketFrame.Encode([0x03, 0xE8], WebSocketFrame.Close);

    /// <summary>Whether the 101 response alone makes a connection ready.</summary>
    public virtual bool IsReadyAfterUpgrade => false;

    /// <summary>Whether several messages can share one WebSocket message, each ended by 0x1e.</summary>
    public virtual bool IsRecordSeparated => false;

    public static WireProtocol Create(Options options) => options.Proto switch
    {
        "ws" => new RawWebSocketProtocol(options.Path, options.AckEvent, options.Token),
        "signalr" => new SignalRProtocol(options.Path, options.Token),
        "sio" => new SocketIOProtocol(options.Path, options.Namespace, options.Token),
        var other => throw new ArgumentException($"unknown protocol '{other}' (ws, signalr, sio)"),
    };

    /// <summary>A client that polls instead.</summary>
    /// <exception cref="ArgumentException">The protocol has no polling that is spoken here.</exception>
    public virtual PollingClient CreatePollingClient(int port) => throw new ArgumentException("only Socket.IO clients poll here (--proto sio)");

    /// <summary>A request that wants an answer. <paramref name="id"/> correlates it where the protocol can.</summary>
    public abstract byte[] Request(string eventName, string dataJson, int id);

    /// <summary>A message that wants no answer.</summary>
    public abstract byte[] Fire(string eventName, string dataJson);

    public abstract MessageKind Classify(ReadOnlySpan<byte> message);

    /// <summary>The id of an ack, or -1 where the protocol has none: answers are then taken in order.</summary>
    public virtual int AckId(ReadOnlySpan<byte> message) => -1;

    protected static byte[] TextFrame(string text) => WebSocketFrame.Encode(Encoding.UTF8.GetBytes(text));

    /// <summary>The decimal number a span starts with, or -1.</summary>
    protected static int LeadingNumber(ReadOnlySpan<byte> digits)
    {
        int value = 0, i = 0;
        for (; i < digits.Length && (uint)(digits[i] - '0') <= 9; i++)
        {
            value = (value * 10) + (digits[i] - '0');
        }

        return i == 0 ? -1 : value;
    }
}
