using System.Text;
using Gateways.Diagnostics;
using Gateways.Protocol;
using Gateways.Streams;

namespace Gateways.Dispatch;

/// <content>The client's streams, in both directions, and the calls it can cancel. The monitor of the table guards it.</content>
internal sealed partial class GatewayClient
{
    private StreamTable? _streams;

    private StreamTable Streams => _streams ?? Interlocked.CompareExchange(ref _streams, new StreamTable(), null) ?? _streams;

    /// <summary>A handler has returned a stream: it runs beside the client's other messages.</summary>
    public void Start(DispatchContext message)
    {
        message.IsStreaming = true;
        if (!Streams.TryStart(Engine.Options.MaxStreamsPerClient))
        {
            Finish(message, default, new WsException("Too many streams"));
            return;
        }

        _ = new OutgoingStream(message).RunAsync();
    }

    public ValueTask WaitForOutboundRoomAsync(CancellationToken cancellationToken) => _connection.WaitForOutboundRoomAsync(cancellationToken);

    private void AttachStreams(DispatchContext context, in InboundMessage message)
    {
        if (message.WantsStream)
        {
            context.Cancellation = new CallCancellation(this);
            Streams.Add(Encoding.UTF8.GetString(message.AckId), context.Cancellation);
        }

        if (message.StreamIds is { } ids)
        {
            // More than the handler takes are not kept: what is sent on them is dropped.
            var count = Math.Min(ids.Length, context.Handler?.Descriptor.StreamCount ?? 0);
            context.Attach([.. ids.Take(count).Select(Streams.AddUpload)]);
        }
    }

    private ValueTask ReceiveStreamAsync(in InboundMessage message)
    {
        if (_streams?.FindUpload(Encoding.UTF8.GetString(message.AckId)) is not { } stream)
        {
            // Its handler has ended, or never was.
            Engine.Metrics.MessageDropped(Transport, DropReason.UnknownStream);
            return default;
        }

        switch (message.Kind)
        {
            case InboundMessageKind.StreamItem:
                return stream.AcceptAsync(message.Body.Span);
            case InboundMessageKind.StreamError:
                stream.Complete(Encoding.UTF8.GetString(message.Body.Span));
                break;
            default:
                stream.Complete(null);
                break;
        }

        return default;
    }

    private void CancelCall(ReadOnlySpan<byte> ackId) => _streams?.FindCall(Encoding.UTF8.GetString(ackId))?.Cancel();

    private void Forget(DispatchContext message)
    {
        if (message.Cancellation is { } call)
        {
            Streams.Remove(Encoding.UTF8.GetString(message.AckId), call);
            call.Dispose();
        }

        if (message.IsStreaming)
        {
            _streams?.End();
        }

        if (message.OwnedScope is { } scope)
        {
            _ = DisposeAsync(scope);
        }
    }

    private async Task DisposeAsync(IAsyncDisposable scope)
    {
        try
        {
            await scope.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception error)
        {
            Log.ScopeFailed(Engine.DispatchLogger, Space.Path, Id, error);
        }
    }
}
