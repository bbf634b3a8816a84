using System.Buffers;
using System.Net.WebSockets;
using Gateways.Connections;
using Gateways.Hosting;
using Gateways.Protocol;
using Microsoft.AspNetCore.Http;

namespace Gateways.Framing;

/// <summary>The fallback where the server gives no raw stream (a test server, some proxies) or frames are compressed: .NET's own WebSocket does the framing.</summary>
internal sealed class ManagedWebSocketLink(GatewayEngine engine, WebSocket socket, HttpContext context, WebSocketLimits limits) : WebSocketLink(context, engine)
{
    private const int ReadBytes = 4096;

    public override bool SeesPongs => false;

    public override async Task<WebSocketCloseFrame?> ReadAsync(IWebSocketReceiver receiver)
    {
        var buffer = Array.Empty<byte>();
        try
        {
            while (true)
            {
                var (length, fragments) = (0, 0);
                ValueWebSocketReceiveResult result;
                do
                {
                    if (fragments == 0)
                    {
                        // Only for the first: of later ones without bytes it would take one after the other, uncounted.
                        Return(ref buffer);
                        result = await socket.ReceiveAsync(Memory<byte>.Empty, default).ConfigureAwait(false);
                        if (result.EndOfMessage || result.MessageType == WebSocketMessageType.Close)
                        {
                            // A message of no bytes is over with this read.
                            break;
                        }

                        // The next read waits for all of its frame.
                        receiver.OnPartial(true);
                    }

                    Grow(ref buffer, length);
                    result = await socket.ReceiveAsync(buffer.AsMemory(length), default).ConfigureAwait(false);
                    receiver.OnReceived();
                    receiver.OnPartial(!result.EndOfMessage);
                    length += result.Count;
                    Check(length, ++fragments);
                }
                while (!result.EndOfMessage);

                if (result.MessageType == WebSocketMessageType.Close)
                {
                    return new WebSocketCloseFrame((int?)socket.CloseStatus, socket.CloseStatusDescription);
                }

                if (!receiver.IsClosing)
                {
                    receiver.BeginBatch();
                    var accepted = receiver.OnMessage(buffer.AsMemory(0, length), result.MessageType == WebSocketMessageType.Text);
                    receiver.EndBatch();
                    if (!accepted.IsCompletedSuccessfully)
                    {
                        await receiver.PauseAsync(accepted).ConfigureAwait(false);
                    }
                }
            }
        }
        finally
        {
            Return(ref buffer);
        }
    }

    public override Task DiscardAsync() => Task.CompletedTask;

    private protected override void Cut() => socket.Abort();

    private protected override async ValueTask WriteFramesAsync(OutboundBatch batch)
    {
        for (var i = 0; i < batch.Count; i++)
        {
            await WriteFramesAsync(batch[i]).ConfigureAwait(false);
        }
    }

    /// <summary>Frames are made for the fast path; here each message is taken out of its frame again and sent by .NET's WebSocket.</summary>
    private protected override async ValueTask WriteFramesAsync(ReadOnlyMemory<byte> frames)
    {
        for (var rest = frames; rest.Length > 0;)
        {
            var (opcode, headerLength, length) = WebSocketFrameWriter.ReadHeader(rest.Span);
            await SendAsync(opcode, rest.Slice(headerLength, length)).ConfigureAwait(false);
            rest = rest[(headerLength + length)..];
        }
    }

    /// <summary>.NET would write a close without a code as 1005, which no frame may hold: it becomes a normal one.</summary>
    private async ValueTask SendAsync(WebSocketOpcode opcode, ReadOnlyMemory<byte> payload)
    {
        switch (opcode)
        {
            case WebSocketOpcode.Text or WebSocketOpcode.Binary:
                var type = opcode == WebSocketOpcode.Text ? WebSocketMessageType.Text : WebSocketMessageType.Binary;
                await socket.SendAsync(payload, type, endOfMessage: true, default).ConfigureAwait(false);
                break;
            case WebSocketOpcode.Close when socket.State is WebSocketState.Open or WebSocketState.CloseReceived:
                var close = WebSocketCloseFrame.Read(payload.Span);
                await socket.CloseOutputAsync((WebSocketCloseStatus?)close.Code ?? WebSocketCloseStatus.NormalClosure, close.Reason, default).ConfigureAwait(false);
                break;
        }
    }

    private void Check(int length, int fragments)
    {
        if (length > limits.MaxMessageBytes)
        {
            throw new ProtocolException(CloseReason.MessageTooBig, "message above the limit");
        }

        if (fragments > limits.MaxFragments + (length / ReadBytes))
        {
            throw new ProtocolException(CloseReason.PolicyViolation, "too many fragments");
        }
    }

    private static void Grow(ref byte[] buffer, int length)
    {
        if (buffer.Length > length)
        {
            return;
        }

        var bigger = ArrayPool<byte>.Shared.Rent(Math.Max(ReadBytes, length * 2));
        buffer.AsSpan(0, length).CopyTo(bigger);
        Return(ref buffer);
        buffer = bigger;
    }

    private static void Return(ref byte[] buffer)
    {
        if (buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(buffer);
            buffer = [];
        }
    }
}
