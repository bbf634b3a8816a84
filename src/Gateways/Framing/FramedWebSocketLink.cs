using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text.Unicode;
using Gateways.Connections;
using Gateways.Hosting;
using Gateways.Protocol;
using Microsoft.AspNetCore.Http;

namespace Gateways.Framing;

/// <summary>
/// The fast path: RFC 6455 frames over the upgraded stream. All frames of one read are handled before anything is written, and their
/// answers leave in one write. While nothing arrives, the link waits with a read of zero bytes.
/// </summary>
internal sealed class FramedWebSocketLink(GatewayEngine engine, Stream stream, HttpContext context, WebSocketLimits limits) : WebSocketLink(context, engine)
{
    private const int ReadBytes = 4096;
    private const int MaxBatchBytes = 64 * 1024;
    private static readonly TimeSpan DiscardIdle = TimeSpan.FromMilliseconds(250);

    private readonly WebSocketFragments _fragments = new(limits.MaxMessageBytes, limits.MaxFragments);
    private byte[]? _buffer;
    private int _start;
    private int _end;

    public override bool SeesPongs => true;

    public override async Task<WebSocketCloseFrame?> ReadAsync(IWebSocketReceiver receiver)
    {
        try
        {
            while (await FillAsync().ConfigureAwait(false))
            {
                receiver.OnReceived();
                receiver.BeginBatch();
                while (TryReadFrame(out var header, out var payload))
                {
                    if (header.Opcode == WebSocketOpcode.Close)
                    {
                        receiver.EndBatch();
                        return WebSocketCloseFrame.Read(payload.Span);
                    }

                    var accepted = receiver.IsClosing ? default : OnFrame(receiver, header, payload);
                    if (!_fragments.IsOpen)
                    {
                        // Whole, and with its handlers: however long they take, it is not late.
                        _fragments.Release();
                        receiver.OnPartial(false);
                    }

                    if (!accepted.IsCompletedSuccessfully)
                    {
                        receiver.EndBatch();
                        await receiver.PauseAsync(accepted).ConfigureAwait(false);
                        receiver.BeginBatch();
                    }
                }

                receiver.EndBatch();
                receiver.OnPartial(_start < _end || _fragments.IsOpen);
            }

            return null;
        }
        finally
        {
            receiver.EndBatch();
            ReturnBuffer();
            _fragments.Release();
        }
    }

    public override async Task DiscardAsync()
    {
        var buffer = ArrayPool<byte>.Shared.Rent(ReadBytes);

        // Half of what closing may take: a client that goes on sending must not turn an orderly end into a reset.
        using var limit = new CancellationTokenSource(Engine.Options.CloseTimeout / 2, Engine.Time);
        using var idle = CancellationTokenSource.CreateLinkedTokenSource(limit.Token);
        try
        {
            do
            {
                idle.CancelAfter(DiscardIdle);
            }
            while (await stream.ReadAsync(buffer, idle.Token).ConfigureAwait(false) > 0);
        }
        catch (Exception error) when (GatewayConnection.IsLinkLoss(error))
        {
            // It is silent now, or gone.
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private protected override ValueTask WriteFramesAsync(OutboundBatch batch) =>
        batch.Count == 1 ? stream.WriteAsync(batch[0]) : batch.ByteCount <= MaxBatchBytes ? WriteTogetherAsync(batch) : WriteApartAsync(batch);

    private protected override ValueTask WriteFramesAsync(ReadOnlyMemory<byte> frames) => stream.WriteAsync(frames);

    private async ValueTask WriteTogetherAsync(OutboundBatch batch)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(batch.ByteCount);
        try
        {
            batch.CopyTo(buffer);
            await stream.WriteAsync(buffer.AsMemory(0, batch.ByteCount)).ConfigureAwait(false);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private async ValueTask WriteApartAsync(OutboundBatch batch)
    {
        for (var i = 0; i < batch.Count; i++)
        {
            await stream.WriteAsync(batch[i]).ConfigureAwait(false);
        }
    }

    /// <summary>Reads what is there. Returns false at the end of the stream.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<bool> FillAsync()
    {
        if (_start == _end)
        {
            ReturnBuffer();
            await stream.ReadAsync(Memory<byte>.Empty).ConfigureAwait(false);
            _buffer = ArrayPool<byte>.Shared.Rent(ReadBytes);
        }
        else
        {
            MakeRoom();
        }

        var read = await stream.ReadAsync(_buffer.AsMemory(_end)).ConfigureAwait(false);
        _end += read;
        return read > 0;
    }

    /// <summary>The buffer grows with what has really arrived, never with what a header announces.</summary>
    private void MakeRoom()
    {
        var buffer = _buffer!;
        var waiting = buffer.AsSpan(_start, _end - _start);
        if (waiting.Length <= buffer.Length / 2)
        {
            waiting.CopyTo(buffer);
        }
        else
        {
            _buffer = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
            waiting.CopyTo(_buffer);
            ArrayPool<byte>.Shared.Return(buffer);
        }

        (_start, _end) = (0, waiting.Length);
    }

    private void ReturnBuffer()
    {
        if (_buffer is not null)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = null;
        }

        _start = _end = 0;
    }

    private bool TryReadFrame(out WebSocketFrameHeader header, out ReadOnlyMemory<byte> payload)
    {
        payload = default;
        var waiting = _buffer.AsSpan(_start, _end - _start);
        if (!WebSocketFrameHeader.TryRead(waiting, _fragments.RoomLeft, out header) || waiting.Length < header.HeaderLength + header.PayloadLength)
        {
            return false;
        }

        WebSocketMask.Apply(waiting.Slice(header.HeaderLength, header.PayloadLength), header.Mask);
        payload = _buffer.AsMemory(_start + header.HeaderLength, header.PayloadLength);
        _start += header.HeaderLength + header.PayloadLength;
        return true;
    }

    private ValueTask OnFrame(IWebSocketReceiver receiver, in WebSocketFrameHeader header, ReadOnlyMemory<byte> payload)
    {
        switch (header.Opcode)
        {
            case WebSocketOpcode.Ping:
                receiver.OnPing(payload);
                return default;
            case WebSocketOpcode.Pong:
                return default;
            default:
                return _fragments.TryComplete(header, payload, out var message) ? OnMessage(receiver, message) : default;
        }
    }

    private static ValueTask OnMessage(IWebSocketReceiver receiver, WebSocketFragments.Message message)
    {
        if (message.IsText && !Utf8.IsValid(message.Payload.Span))
        {
            throw new ProtocolException(CloseReason.InvalidPayload, "text that is not UTF-8");
        }

        return receiver.OnMessage(message.Payload, message.IsText);
    }
}
