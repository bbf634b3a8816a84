using System.Buffers;
using Microsoft.AspNetCore.SignalR.Protocol;

namespace Gateways.SignalR.Protocol;

/// <summary>
/// A decoded frame. Where SignalR has to see it, it poses as the answer to a call of the server, because that is the one kind of message SignalR
/// hands to a lifetime manager as it is, on its read loop, without a hub, a scope or reflection; and it counts as one message for stateful
/// reconnect, as it must. One per connection, used again for each frame.
/// </summary>
internal sealed class HubCall() : CompletionMessage(Marker, error: null, result: null, hasResult: false)
{
    public const string Marker = "gateways";

    private byte[]? _rented;

    /// <summary>The connection the frame came by.</summary>
    public SignalRConnection? Connection { get; set; }

    public HubCallKind Kind { get; set; }

    /// <summary>The frame; the ranges point into it.</summary>
    public ReadOnlyMemory<byte> Frame { get; private set; }

    /// <summary>The event's name between its quotes, as it is written.</summary>
    public Range Target { get; set; }

    public bool IsTargetEscaped { get; set; }

    /// <summary>The only argument; or all of them with their brackets; or nothing.</summary>
    public Range Body { get; set; }

    public int ArgumentCount { get; set; }

    /// <summary>The invocation id with its quotes, as it is written; empty when the client wants no answer.</summary>
    public Range InvocationIdText { get; set; }

    public bool IsError { get; set; }

    /// <summary>Whether the client asks for a stream.</summary>
    public bool WantsStream { get; set; }

    /// <summary>The ids of the streams that come along with an event; null for none.</summary>
    public string[]? StreamIds { get; set; }

    public string? TraceParent { get; set; }

    /// <summary>What SignalR's read loop has to wait for, when the frame was delivered already and too much waits for the client's handlers.</summary>
    public Task? Room { get; set; }

    /// <summary>Whether no other frame has arrived behind this one yet.</summary>
    public bool IsLast { get; set; }

    public void Reset(in ReadOnlySequence<byte> frame)
    {
        if (frame.IsSingleSegment)
        {
            Frame = frame.First;
        }
        else
        {
            var length = (int)frame.Length;
            _rented = ArrayPool<byte>.Shared.Rent(length);
            frame.CopyTo(_rented);
            Frame = _rented.AsMemory(0, length);
        }

        Kind = HubCallKind.Event;
        Target = Body = InvocationIdText = default;
        (IsTargetEscaped, IsError, ArgumentCount, TraceParent, Room) = (false, false, 0, null, null);
        (WantsStream, StreamIds) = (false, null);
    }

    public void Release()
    {
        if (_rented is not null)
        {
            ArrayPool<byte>.Shared.Return(_rented);
            _rented = null;
        }

        Frame = default;
    }
}
