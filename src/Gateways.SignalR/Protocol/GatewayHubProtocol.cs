using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;

namespace Gateways.SignalR.Protocol;

/// <summary>
/// SignalR's JSON protocol with events, calls and answers taken out of it: those are decoded here, without a look at hub methods, and go to
/// the gateway. What is left (pings, closes, acks of stateful reconnect) is SignalR's own.
/// </summary>
internal sealed class GatewayHubProtocol(JsonHubProtocol inner) : IHubProtocol
{
    private readonly HubCall _call = new();

    public string Name => inner.Name;

    public int Version => inner.Version;

    public TransferFormat TransferFormat => inner.TransferFormat;

    /// <summary>The connection whose frames these are; set before the first is read.</summary>
    public SignalRConnection? Connection
    {
        get => _call.Connection;
        set => _call.Connection = value;
    }

    /// <summary>SignalR ends every connection with a close of its own; behind ours it would take back the invitation to reconnect.</summary>
    private bool HasSaidGoodbye => Connection?.CloseReason is not null;

    public bool IsVersionSupported(int version) => inner.IsVersionSupported(version);

    public bool TryParseMessage(ref ReadOnlySequence<byte> input, IInvocationBinder binder, [NotNullWhen(true)] out HubMessage? message)
    {
        message = null;
        if (input.PositionOf(SignalRCodec.RecordSeparator) is not { } end)
        {
            Connection?.EndBatch();
            return false;
        }

        _call.Reset(input.Slice(input.Start, end));
        if (!TryRead())
        {
            _call.Release();
            Connection?.EndBatch();
            return TryParseOwn(ref input, binder, end, out message);
        }

        input = input.Slice(input.GetPosition(1, end));
        _call.IsLast = input.IsEmpty;
        message = Deliver();
        return true;
    }

    public void WriteMessage(HubMessage message, IBufferWriter<byte> output)
    {
        switch (message)
        {
            case OutboundBatchMessage { Batch: var batch }:
                for (var i = 0; i < batch.Count; i++)
                {
                    output.Write(batch[i].Span);
                }

                break;
            case EncodedInvocation encoded:
                output.Write(encoded.Bytes);
                break;
            case EncodedControl encoded:
                output.Write(encoded.Bytes);
                break;
            case CloseMessage when HasSaidGoodbye:
                break;
            default:
                inner.WriteMessage(message, output);
                break;
        }
    }

    public ReadOnlyMemory<byte> GetMessageBytes(HubMessage message) => message switch
    {
        EncodedInvocation encoded => encoded.Bytes,
        EncodedControl encoded => encoded.Bytes,
        CloseMessage when HasSaidGoodbye => default,
        _ => inner.GetMessageBytes(message),
    };

    /// <summary>
    /// A frame is delivered here and now, and SignalR gets a ping in its place: it looks at no more than that a message has come. Two kinds must pass through
    /// it: those it has to count and may have to sort out, and those behind which its read loop has to wait.
    /// </summary>
    private HubMessage Deliver()
    {
        if (Connection is not { IsResumable: false } connection)
        {
            return _call;
        }

        var room = connection.ReceiveAsync(_call);
        if (room.IsCompletedSuccessfully)
        {
            return PingMessage.Instance;
        }

        _call.Room = room;
        return _call;
    }

    /// <exception cref="InvalidDataException">The frame is broken: SignalR tells the client so and closes.</exception>
    private bool TryRead()
    {
        try
        {
            return HubFrame.TryRead(_call, wantsTrace: Connection?.WantsTrace == true);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or FormatException)
        {
            _call.Release();
            throw new InvalidDataException("Error reading JSON.", error);
        }
    }

    private bool TryParseOwn(ref ReadOnlySequence<byte> input, IInvocationBinder binder, SequencePosition end, [NotNullWhen(true)] out HubMessage? message)
    {
        var next = input.GetPosition(1, end);
        if (!inner.TryParseMessage(ref input, binder, out message))
        {
            // A type this SignalR does not know: skip it, as SignalR does, by giving it something harmless.
            input = input.Slice(next);
            message = PingMessage.Instance;
        }

        if (message is CloseMessage)
        {
            Connection?.OnClientClose();
        }

        return true;
    }
}
