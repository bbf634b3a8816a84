namespace Gateways.Connections;

/// <summary>All that was waiting for one connection when its turn to write came. Valid until the write that got it has completed.</summary>
public readonly struct OutboundBatch
{
    private readonly OutboundFrame[] _frames;

    internal OutboundBatch(OutboundFrame[] frames, int count, int byteCount)
    {
        _frames = frames;
        Count = count;
        ByteCount = byteCount;
    }

    /// <summary>How many pieces it has. A piece holds whole messages: one, or several that were written one after another.</summary>
    public int Count { get; }

    /// <summary>How many bytes they have together.</summary>
    public int ByteCount { get; }

    /// <summary>One piece.</summary>
    public ReadOnlyMemory<byte> this[int index] => _frames[index].Buffer.AsMemory(0, _frames[index].Length);

    /// <summary>Copies all pieces, one after another.</summary>
    public void CopyTo(Span<byte> destination)
    {
        for (var i = 0; i < Count; i++)
        {
            var frame = _frames[i];
            frame.Buffer.AsSpan(0, frame.Length).CopyTo(destination);
            destination = destination[frame.Length..];
        }
    }
}
