using System.Text.Json.Serialization.Metadata;
using Gateways.Dispatch;
using Gateways.Infrastructure;
using Gateways.Pipeline;
using Gateways.Protocol;

namespace Gateways.Streams;

/// <summary>
/// Carries what a handler's stream yields to the client: as stream items where the client has asked for a stream, else as events of the handler's own name. No item is made before the
/// client has room for it. Outside the client's order: its next messages do not wait for the stream.
/// </summary>
internal sealed class OutgoingStream(DispatchContext message) : IMessageStreamSink
{
    private readonly GatewayClient _client = message.Sender;
    private bool _hasAnswered;

    /// <summary>Runs the stream to its end, and ends its message.</summary>
    public async Task RunAsync()
    {
        // Off the thread that brought the message: a stream that never waits would keep its client from being heard.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        var (result, error) = (MessageResult.Empty, default(Exception));
        try
        {
            await message.Stream!.RunAsync(this, message.CancellationToken).ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            error = failure;
        }

        if (error is not null && !_client.IsDeparture(error))
        {
            (result, error) = await FilterAsync(error).ConfigureAwait(false);
        }

        _client.Finish(message, result, error);
    }

    public ValueTask WriteAsync<T>(T value, JsonTypeInfo<T> contract)
    {
        using var payload = ScratchWriter.Rent();
        payload.WriteJson(value, contract);
        if (message.WantsStream)
        {
            _client.ReplyStreamItem(message.AckId, payload.WrittenSpan);
        }
        else if (_client.Engine.Options.NestCompat.StreamsAsValues)
        {
            WriteAsNest(payload);
        }
        else
        {
            _client.ReplyEvent(message.EventName, payload);
        }

        return _client.WaitForOutboundRoomAsync(message.CancellationToken);
    }

    public ValueTask WriteAsync<T>(WsResponse<T> response, JsonTypeInfo<T> contract)
    {
        ArgumentException.ThrowIfNullOrEmpty(response.Event);
        using var payload = ScratchWriter.Rent();
        payload.WriteJson(response.Data, contract);
        _client.ReplyEvent(response.Event, payload);
        return _client.WaitForOutboundRoomAsync(message.CancellationToken);
    }

    private async ValueTask<(MessageResult Result, Exception? Error)> FilterAsync(Exception error)
    {
        try
        {
            return await PipelineRunner.FilterAsync(message, error).ConfigureAwait(false);
        }
        catch (OperationCanceledException departure)
        {
            // The client has left while a filter ran.
            return (MessageResult.Empty, departure);
        }
    }

    /// <summary>The first value is the ack; without one, each value goes bare where the protocol has a form for that.</summary>
    private void WriteAsNest(ScratchWriter value)
    {
        if (!message.WantsAck)
        {
            _client.ReplyValue(value.WrittenSpan);
        }
        else if (!_hasAnswered)
        {
            _hasAnswered = true;
            if (message.AckHandle.TryAnswer())
            {
                _client.ReplyAck(message.AckId, new AckFrame { Value = value.WrittenSpan, Binaries = value.Binaries });
            }
        }
    }
}
