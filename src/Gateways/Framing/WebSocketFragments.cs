using System.Buffers;
using Gateways.Protocol;

namespace Gateways.Framing;

/// <summary>Puts the frames of a message together; RFC 6455, section 5.4. A message in one frame passes through without a copy.</summary>
internal sealed class WebSocketFragments(int maxBytes, int maxFragments)
{
    private byte[]? _buffer;
    private int _length;
    private int _count;
    private bool _isText;

    /// <summary>Whether a message has begun and waits for its next frame.</summary>
    public bool IsOpen => _count > 0;

    /// <summary>How large the next frame may be.</summary>
    public int RoomLeft => maxBytes - _length;

    /// <summary>Takes the next data frame.</summary>
    /// <exception cref="ProtocolException">The frame does not belong here, or there are too many.</exception>
    public bool TryComplete(in WebSocketFrameHeader header, ReadOnlyMemory<byte> payload, out Message message)
    {
        var isContinuation = header.Opcode == WebSocketOpcode.Continuation;
        if (isContinuation != IsOpen)
        {
            throw new ProtocolException(CloseReason.ProtocolError, isContinuation ? "continuation of nothing" : "new message inside a fragmented one");
        }

        if (!isContinuation && header.IsFinal)
        {
            message = new Message(payload, header.Opcode == WebSocketOpcode.Text);
            return true;
        }

        if (++_count > maxFragments)
        {
            throw new ProtocolException(CloseReason.PolicyViolation, "too many fragments");
        }

        _isText = isContinuation ? _isText : header.Opcode == WebSocketOpcode.Text;
        Append(payload.Span);
        message = new Message(_buffer.AsMemory(0, _length), _isText);
        if (header.IsFinal)
        {
            // The buffer stays until it is released: the caller still reads from it.
            (_count, _length) = (0, 0);
        }

        return header.IsFinal;
    }

    /// <summary>Gives the buffer back, when no message is under way.</summary>
    public void Release()
    {
        if (_buffer is not null)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = null;
        }
    }

    private void Append(ReadOnlySpan<byte> payload)
    {
        if (_buffer is null || _buffer.Length - _length < payload.Length)
        {
            var bigger = ArrayPool<byte>.Shared.Rent(Math.Max(4096, Math.Max(_length * 2, _length + payload.Length)));
            _buffer.AsSpan(0, _length).CopyTo(bigger);
            Release();
            _buffer = bigger;
        }

        payload.CopyTo(_buffer.AsSpan(_length));
        _length += payload.Length;
    }

    /// <summary>A whole message; its memory is valid until the buffer is released.</summary>
    public readonly record struct Message(ReadOnlyMemory<byte> Payload, bool IsText);
}
