using System.Text;

namespace Gateways.Benchmarks.LoadGenerator;

internal abstract unsafe partial class LoadEngine
{
    private const int ReceiveBufferSize = 1 << 20;
    private const int LongestFrame = ReceiveBufferSize - 16;
    private const string UpgradeKey = "dGhlIHNhbXBsZSBub25jZQ==";
    private const byte RecordSeparator = 0x1e;

    private readonly byte[] _received = GC.AllocateUninitializedArray<byte>(ReceiveBufferSize, pinned: true);

    // The answer to the key, RFC 6455 section 1.3: the pair of the RFC's own example.
    private static ReadOnlySpan<byte> UpgradeAccept => "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="u8;

    private void Receive(LoadConnection connection)
    {
        int have = connection.PartialLength;
        if (have > 0)
        {
            connection.Partial.AsSpan(0, have).CopyTo(_received);
            connection.PartialLength = 0;
        }

        nint count;
        fixed (byte* start = &_received[have])
        {
            count = Libc.Receive(connection.Descriptor, start, ReceiveBufferSize - have, 0);
        }

        if (count <= 0)
        {
            if (count < 0 && Libc.Errno is Libc.TryAgain or Libc.InterruptedCall)
            {
                KeepPartial(connection, _received.AsSpan(0, have));
            }
            else
            {
                Drop(connection);
            }

            return;
        }

        Counters.Reads++;
        Counters.BytesReceived += count;
        ReadOnlySpan<byte> data = _received.AsSpan(0, have + (int)count);
        if (connection.Poll is { } poll)
        {
            OnPollData(connection, poll, data);
            return;
        }

        int generation = connection.Generation;
        if (connection.State == ConnectionState.Upgrading && !TryFinishUpgrade(connection, ref data))
        {
            return;
        }

        while (WebSocketFrame.TryRead(data, LongestFrame, out WebSocketFrame frame))
        {
            Counters.Frames++;
            OnFrame(connection, frame, data.Slice(frame.HeaderLength, frame.PayloadLength));
            data = data[frame.Length..];
            if (connection.State is ConnectionState.Closed or ConnectionState.Stuck || connection.Generation != generation)
            {
                return;
            }
        }

        KeepPartial(connection, data);
        OnBatchEnd(connection);
    }

    private static void KeepPartial(LoadConnection connection, ReadOnlySpan<byte> rest)
    {
        if (rest.Length == 0)
        {
            return;
        }

        if (connection.Partial is null || connection.Partial.Length < rest.Length)
        {
            connection.Partial = new byte[Math.Max(512, rest.Length * 2)];
        }

        rest.CopyTo(connection.Partial);
        connection.PartialLength = rest.Length;
    }

    private bool TryFinishUpgrade(LoadConnection connection, ref ReadOnlySpan<byte> data)
    {
        int end = data.IndexOf("\r\n\r\n"u8);
        if (end < 0)
        {
            KeepPartial(connection, data);
            return false;
        }

        ReadOnlySpan<byte> head = data[..end];
        if (!head.StartsWith("HTTP/1.1 101"u8) || head.IndexOf(UpgradeAccept) < 0)
        {
            throw new IOException("upgrade refused: " + Excerpt(head));
        }

        data = data[(end + 4)..];
        connection.State = ConnectionState.Handshaking;
        if (_hello.Length > 0)
        {
            Send(connection, _hello);
        }

        if (Protocol.IsReadyAfterUpgrade)
        {
            BecomeReady(connection);
        }

        return true;
    }

    private void BecomeReady(LoadConnection connection)
    {
        connection.State = ConnectionState.Ready;
        OpenCount++;
        OnReady(connection);
    }

    private void OnFrame(LoadConnection connection, WebSocketFrame frame, ReadOnlySpan<byte> payload)
    {
        switch (frame.Opcode)
        {
            case WebSocketFrame.Ping:
                Send(connection, WebSocketFrame.Encode(payload, WebSocketFrame.Pong));
                return;
            case WebSocketFrame.Close:
                if (connection.State != ConnectionState.Closing)
                {
                    Counters.FirstError ??= "the server closed: " + (payload.Length < 2 ? "no reason" : $"{(payload[0] << 8) | payload[1]} {Excerpt(payload[2..])}");
                }

                Drop(connection);
                return;
            case > WebSocketFrame.Close:
                return;
        }

        if (frame.IsFinal && !connection.IsFragmented)
        {
            OnPayload(connection, payload);
            return;
        }

        AppendFragment(connection, payload);
        connection.IsFragmented = !frame.IsFinal;
        if (frame.IsFinal)
        {
            int length = connection.MessageLength;
            connection.MessageLength = 0;
            OnPayload(connection, connection.Message.AsSpan(0, length));
        }
    }

    private static void AppendFragment(LoadConnection connection, ReadOnlySpan<byte> payload)
    {
        int needed = connection.MessageLength + payload.Length;
        if (connection.Message is null || connection.Message.Length < needed)
        {
            Array.Resize(ref connection.Message, Math.Max(1024, needed * 2));
        }

        payload.CopyTo(connection.Message.AsSpan(connection.MessageLength));
        connection.MessageLength = needed;
    }

    private void OnPayload(LoadConnection connection, ReadOnlySpan<byte> payload)
    {
        if (!Protocol.IsRecordSeparated)
        {
            OnWireMessage(connection, payload);
            return;
        }

        while (payload.Length > 0)
        {
            int end = payload.IndexOf(RecordSeparator);
            if (end < 0)
            {
                throw new IOException("a SignalR message without its record separator");
            }

            OnWireMessage(connection, payload[..end]);
            payload = payload[(end + 1)..];
        }
    }

    private void OnWireMessage(LoadConnection connection, ReadOnlySpan<byte> message)
    {
        MessageKind kind = Protocol.Classify(message);
        switch (kind)
        {
            case MessageKind.Ping:
                Counters.Pings++;
                Send(connection, _pong);
                return;
            case MessageKind.Open:
                Send(connection, _onOpen);
                return;
            case MessageKind.Handshake when connection.State == ConnectionState.Handshaking:
                BecomeReady(connection);
                return;
            case MessageKind.Error:
                Counters.Errors++;
                Counters.FirstError ??= Excerpt(message);
                break;
            case MessageKind.Close when connection.State == ConnectionState.Closing:
                return; // the server's goodbye in answer to ours
            case MessageKind.Close:
                Counters.FirstError ??= Excerpt(message);
                break;
        }

        OnMessage(connection, kind, message);
    }

    private static string Excerpt(ReadOnlySpan<byte> bytes) => Encoding.UTF8.GetString(bytes[..Math.Min(300, bytes.Length)]);
}
