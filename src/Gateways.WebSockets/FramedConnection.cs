using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text.Unicode;
using Gateways.Connections;
using Gateways.Framing;
using Gateways.Hosting;
using Gateways.Protocol;
using Gateways.WebSockets.Protocol;
using Microsoft.AspNetCore.Http;

namespace Gateways.WebSockets;

/// <summary>
/// The fast path: RFC 6455 frames over the upgraded stream. All frames of one read are handled before anything is written, and their
/// answers leave in one write. While nothing arrives, the connection holds no buffer: it waits with a read of zero bytes.
/// </summary>
internal sealed class FramedConnection(GatewayEngine engine, WebSocketCodec codec, Stream stream, HttpContext context, int maxFragments) : WebSocketConnection(engine, codec)
{
    private const int ReadBytes = 4096;
    private const int MaxBatchBytes = 64 * 1024;
    private static readonly TimeSpan DiscardIdle = TimeSpan.FromMilliseconds(250);

    private readonly WebSocketFragments _fragments = new(engine.Options.MaxMessageBytes, maxFragments);
    private byte[]? _buffer;
    private int _start;
    private int _end;

    protected override CancellationToken LinkLost => context.RequestAborted;

    protected override void Abort() => context.Abort();

    protected override async Task<WebSocketCloseFrame?> ReadAsync(IGatewaySession session)
    {
        try
        {
            while (await FillAsync().ConfigureAwait(false))
            {
                OnReceived();
                BeginBatch();
                while (TryReadFrame(out var header, out var payload))
                {
                    if (header.Opcode == WebSocketOpcode.Close)
                    {
                        EndBatch();
                        return WebSocketCloseFrame.Read(payload.Span);
                    }

                    // While this side closes, only the client's own goodbye is still of interest.
                    var accepted = CloseReason is null ? OnFrame(session, header, payload) : default;
                    if (!accepted.IsCompletedSuccessfully)
                    {
                        EndBatch();
                        await PauseAsync(accepted).ConfigureAwait(false);
                        BeginBatch();
                    }

                    if (!_fragments.IsOpen)
                    {
                        _fragments.Release();
                        OnPartial(false);
                    }
                }

                EndBatch();
                OnPartial(_start < _end || _fragments.IsOpen);
            }

            return null;
        }
        finally
        {
            EndBatch();
            ReturnBuffer();
            _fragments.Release();
        }
    }

    protected override async Task DiscardAsync()
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
        catch (Exception error) when (error is OperationCanceledException or IOException or InvalidOperationException)
        {
            // It is silent now, or gone.
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    protected override ValueTask WriteBatchAsync(OutboundBatch batch) =>
        batch.Count == 1 ? stream.WriteAsync(batch[0]) : batch.ByteCount <= MaxBatchBytes ? WriteTogetherAsync(batch) : WriteApartAsync(batch);

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

    private ValueTask OnFrame(IGatewaySession session, in WebSocketFrameHeader header, ReadOnlyMemory<byte> payload)
    {
        switch (header.Opcode)
        {
            case WebSocketOpcode.Ping:
                Pong(payload.Span);
                return default;
            case WebSocketOpcode.Pong:
                return default;
            default:
                return _fragments.TryComplete(header, payload, out var message) ? OnMessage(session, message) : default;
        }
    }

    private static ValueTask OnMessage(IGatewaySession session, WebSocketFragments.Message message)
    {
        if (message.IsText && !Utf8.IsValid(message.Payload.Span))
        {
            throw new ProtocolException(CloseReason.InvalidPayload, "text that is not UTF-8");
        }

        return DeliverAsync(session, message.Payload);
    }

    private void Pong(ReadOnlySpan<byte> payload)
    {
        using var frame = ScratchWriter.Rent();
        WebSocketFrameWriter.WriteHeader(frame, WebSocketOpcode.Pong, payload.Length);
        frame.WriteBytes(payload);
        EnqueueCopy(frame.WrittenSpan);
    }
}
