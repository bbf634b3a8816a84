using System.Globalization;
using System.Text;
using Gateways.Infrastructure;

namespace Gateways.Protocol;

/// <summary>
/// One event on its way to many clients: the payload serialised once, and each wire form of it made once, by the first connection that
/// needs it. Safe to share once it is sent: what may be set is set before that.
/// </summary>
public sealed class OutboundMessage
{
    private readonly byte[] _eventNameJson;
    private readonly byte[] _ackId;
    private WireForm? _wireForms;

    /// <summary>Creates a message.</summary>
    /// <param name="namespace">The namespace it belongs to.</param>
    /// <param name="eventName">The event.</param>
    /// <param name="arguments">The payloads as JSON, separated by commas.</param>
    /// <param name="argumentCount">How many payloads there are.</param>
    /// <param name="ackId">The ack's id, or 0 when none is wanted.</param>
    public OutboundMessage(string @namespace, string eventName, ReadOnlyMemory<byte> arguments, int argumentCount, long ackId = 0)
    {
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        Namespace = @namespace;
        EventName = eventName;
        Arguments = arguments;
        ArgumentCount = argumentCount;
        AckId = ackId;
        _eventNameJson = EventNames.Shared.ToJson(eventName);
        _ackId = ackId == 0 ? [] : Encoding.ASCII.GetBytes(ackId.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>The namespace it belongs to.</summary>
    public string Namespace { get; }

    /// <summary>The event.</summary>
    public string EventName { get; }

    /// <summary>The payloads as JSON, separated by commas.</summary>
    public ReadOnlyMemory<byte> Arguments { get; }

    /// <summary>How many payloads there are.</summary>
    public int ArgumentCount { get; }

    /// <summary>The ack's id, or 0 when none is wanted.</summary>
    public long AckId { get; }

    /// <summary>Where binary values stand in <see cref="Arguments"/>, as strings of base64, in order.</summary>
    public ReadOnlyMemory<BinaryPlace> Binaries { get; init; }

    /// <summary>Whether a client that cannot be written to this moment is to go without it. Such a message is never kept. Set before the message is sent.</summary>
    public bool IsVolatile { get; set; }

    /// <summary>Where the message stands in its namespace's log; null when it is not kept. Set before the message is encoded.</summary>
    public string? Offset { get; set; }

    /// <summary>The same message in another namespace; this one when it is in that one.</summary>
    public OutboundMessage In(string @namespace) => @namespace == Namespace ? this : new OutboundMessage(@namespace, EventName, Arguments, ArgumentCount, AckId) { Binaries = Binaries, IsVolatile = IsVolatile };

    /// <summary>The message in a codec's wire form; the same memory for every caller.</summary>
    public byte[] Encode(IProtocolCodec codec)
    {
        var known = Volatile.Read(ref _wireForms);
        for (var form = known; form is not null; form = form.Next)
        {
            if (ReferenceEquals(form.Codec, codec))
            {
                return form.Bytes;
            }
        }

        var bytes = EncodeNew(codec);

        // Two threads may both encode the same form: the bytes are equal, so the loser's copy is just forgotten sooner or later.
        Interlocked.CompareExchange(ref _wireForms, new WireForm(codec, bytes, known), known);
        return bytes;
    }

    /// <summary>The message has been delivered and is kept: its wire forms are made again for whoever still needs them.</summary>
    internal void ForgetWireForms() => Volatile.Write(ref _wireForms, null);

    private byte[] EncodeNew(IProtocolCodec codec)
    {
        using var scratch = ScratchWriter.Rent();
        codec.WriteEvent(scratch, new EventFrame
        {
            Namespace = Namespace,
            EventName = _eventNameJson,
            Arguments = Arguments.Span,
            ArgumentCount = ArgumentCount,
            AckId = _ackId,
            Binaries = Binaries.Span,
            Offset = Offset is null ? default : Encoding.ASCII.GetBytes(Offset),
        });
        return scratch.WrittenSpan.ToArray();
    }

    private sealed record WireForm(IProtocolCodec Codec, byte[] Bytes, WireForm? Next);
}
