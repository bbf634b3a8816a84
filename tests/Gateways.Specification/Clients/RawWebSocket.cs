using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Gateways.Specification.Clients;

/// <summary>A WebSocket client made of a bare socket: it sends what it is told to, however wrong, and shows what the server really answers.</summary>
public sealed class RawWebSocket : IAsyncDisposable
{
    public const string Key = "dGhlIHNhbXBsZSBub25jZQ==";
    private readonly Socket _socket;
    private readonly NetworkStream _stream;

    private RawWebSocket(Socket socket)
    {
        _socket = socket;
        _stream = new NetworkStream(socket);
    }

    public Stream Stream => _stream;

    /// <summary>Opens the TCP connection, without a handshake.</summary>
    public static async Task<RawWebSocket> OpenAsync(int port, int receiveBuffer = 0)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        if (receiveBuffer > 0)
        {
            socket.ReceiveBufferSize = receiveBuffer;
        }

        await socket.ConnectAsync(IPAddress.Loopback, port).Soon();
        return new RawWebSocket(socket);
    }

    /// <summary>Opens the connection and shakes hands.</summary>
    public static async Task<RawWebSocket> ConnectAsync(int port, string target, int receiveBuffer = 0)
    {
        var raw = await OpenAsync(port, receiveBuffer);
        await raw.SendAsync(Handshake(target));
        Assert.StartsWith("HTTP/1.1 101 ", await raw.ReadHeadAsync(), StringComparison.Ordinal);
        return raw;
    }

    public static string Handshake(string target) =>
        $"GET {target} HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: {Key}\r\nSec-WebSocket-Version: 13\r\n\r\n";

    public static byte[] Text(string text) => Frame(RawFrame.TextFrame, Encoding.UTF8.GetBytes(text));

    public static byte[] CloseFrame(int code, string reason = "")
    {
        byte[] payload = [(byte)(code >> 8), (byte)code, .. Encoding.UTF8.GetBytes(reason)];
        return Frame(RawFrame.Close, payload);
    }

    /// <summary>A frame as a client sends it, or as it must not.</summary>
    public static byte[] Frame(int opcode, ReadOnlySpan<byte> payload, bool isFinal = true, int rsv = 0, bool masked = true, int lengthBytes = -1)
    {
        var bytes = new List<byte> { (byte)((isFinal ? 0x80 : 0) | (rsv << 4) | opcode) };
        var maskBit = masked ? 0x80 : 0;
        var size = lengthBytes >= 0 ? lengthBytes : payload.Length < 126 ? 0 : payload.Length <= ushort.MaxValue ? 2 : 8;
        bytes.Add((byte)(maskBit | (size == 0 ? payload.Length : size == 2 ? 126 : 127)));
        Span<byte> length = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(length, payload.Length);
        bytes.AddRange(length[(8 - size)..]);
        if (!masked)
        {
            bytes.AddRange(payload);
            return [.. bytes];
        }

        byte[] mask = [0x37, 0xfa, 0x21, 0x3d];
        bytes.AddRange(mask);
        for (var i = 0; i < payload.Length; i++)
        {
            bytes.Add((byte)(payload[i] ^ mask[i & 3]));
        }

        return [.. bytes];
    }

    public Task SendAsync(string text) => SendAsync(Encoding.UTF8.GetBytes(text));

    public Task SendAsync(params byte[][] frames) => _stream.WriteAsync(frames.SelectMany(static frame => frame).ToArray()).Soon();

    /// <summary>Ends the sending half: the server sees the end of the stream.</summary>
    public void EndSending() => _socket.Shutdown(SocketShutdown.Send);

    /// <summary>Cuts the connection with a reset.</summary>
    public void Reset()
    {
        _socket.LingerState = new LingerOption(true, 0);
        _socket.Close();
    }

    /// <summary>The head of an HTTP response.</summary>
    public async Task<string> ReadHeadAsync()
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal) && await _stream.ReadAsync(one).Soon() == 1)
        {
            head.Append((char)one[0]);
        }

        return head.ToString();
    }

    public async Task<RawFrame> ReadFrameAsync()
    {
        var start = await ReadAsync(2);
        Assert.Equal(0, start[1] & 0x80);
        var length = (start[1] & 0x7F) switch
        {
            126 => BinaryPrimitives.ReadUInt16BigEndian(await ReadAsync(2)),
            127 => BinaryPrimitives.ReadInt64BigEndian(await ReadAsync(8)),
            var small => small,
        };
        return new RawFrame(start[0] & 0x0F, (start[0] & 0x80) != 0, await ReadAsync((int)length));
    }

    /// <summary>Reads until the server's close frame, other frames are skipped.</summary>
    public async Task<RawFrame> ReadCloseAsync()
    {
        while (true)
        {
            var frame = await ReadFrameAsync();
            if (frame.Opcode == RawFrame.Close)
            {
                return frame;
            }
        }
    }

    /// <summary>Whether the server ended the connection in an orderly way, without a reset, and without anything more to say.</summary>
    public async Task<bool> EndsInOrderAsync()
    {
        try
        {
            return await _stream.ReadAsync(new byte[1]).Soon() == 0;
        }
        catch (IOException)
        {
            return false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stream.DisposeAsync();
        _socket.Dispose();
    }

    private async Task<byte[]> ReadAsync(int count)
    {
        var bytes = new byte[count];
        await _stream.ReadExactlyAsync(bytes).Soon();
        return bytes;
    }
}
