using System.Buffers;

namespace Gateways.Connections;

/// <summary>All that was waiting for one connection when its turn to write came. Valid until the write that got it has completed.</summary>
public readonly struct OutboundBatch
{
    internal OutboundBatch(OutboundFrame[] frames, int count, int byteCount, bool isApart)
    {
        Frames = frames;
        Count = count;
        ByteCount = byteCount;
        IsApart = isApart;
    }

    /// <summary>How many pieces it has. A piece holds whole messages: one, or several that were written one after another.</summary>
    public int Count { get; }

    /// <summary>How many bytes they have together.</summary>
    public int ByteCount { get; }

    /// <summary>Whether it ends with bytes that were queued to leave apart: what comes behind them was kept for another batch.</summary>
    public bool IsApart { get; }

    internal OutboundFrame[] Frames { get; }

    /// <summary>One piece.</summary>
    public ReadOnlyMemory<byte> this[int index] => Frames[index].Buffer.AsMemory(0, Frames[index].Length);

    /// <summary>Copies all pieces, one after another.</summary>
    public void CopyTo(Span<byte> destination)
    {
        for (var i = 0; i < Count; i++)
        {
            var frame = Frames[i];
            frame.Buffer.AsSpan(0, frame.Length).CopyTo(destination);
            destination = destination[frame.Length..];
        }
    }

    /// <summary>The batch is written, or never will be.</summary>
    internal void ReturnBuffers()
    {
        for (var i = 0; i < Count; i++)
        {
            if (Frames[i].IsPooled)
            {
                ArrayPool<byte>.Shared.Return(Frames[i].Buffer);
            }

            Frames[i] = default;
        }
    }
}
