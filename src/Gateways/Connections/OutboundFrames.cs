using System.Buffers;

namespace Gateways.Connections;

/// <summary>
/// Frames in the order in which they were added. Shared ones are kept by reference; copies go into a pooled buffer that takes several. Holds no
/// buffer while it is empty, and keeps a small array, so that a steady stream of frames allocates nothing. Not thread-safe.
/// </summary>
internal struct OutboundFrames()
{
    private const int BatchBytes = 4096;
    private const int LoneBytes = 512;
    private const int KeptFrames = 16;

    private OutboundFrame[] _items = [];
    private OutboundFrame[] _spare = [];
    private int _ends;

    public int Count { get; private set; }

    public int Bytes { get; private set; }

    /// <summary>Adds a frame that nobody may change.</summary>
    public void Add(byte[] frame) => Append(new OutboundFrame { Buffer = frame, Length = frame.Length });

    /// <summary>Adds a copy of a frame.</summary>
    /// <param name="frame">The bytes.</param>
    /// <param name="isOfBatch">Whether more are likely to follow before it is written. A lone one gets little more than its own room: hundreds may wait for their writers at once.</param>
    public void AddCopy(ReadOnlySpan<byte> frame, bool isOfBatch)
    {
        if (Count > 0)
        {
            ref var last = ref _items[Count - 1];
            if (last is { IsPooled: true, EndsBatch: false } && last.Buffer.Length - last.Length >= frame.Length)
            {
                frame.CopyTo(last.Buffer.AsSpan(last.Length));
                last.Length += frame.Length;
                Bytes += frame.Length;
                return;
            }
        }

        var buffer = ArrayPool<byte>.Shared.Rent(Math.Max(frame.Length, isOfBatch ? BatchBytes : LoneBytes));
        frame.CopyTo(buffer);
        Append(new OutboundFrame { Buffer = buffer, Length = frame.Length, IsPooled = true });
    }

    /// <summary>A batch ends with what was added last.</summary>
    public void EndBatch()
    {
        _items[Count - 1].EndsBatch = true;
        _ends++;
    }

    /// <summary>Takes frames out, all or up to the first with which a batch ends; they are the caller's until <see cref="Recycle"/>.</summary>
    public OutboundBatch Take()
    {
        if (_ends > 0 && Array.FindIndex(_items, 0, Count, static frame => frame.EndsBatch) + 1 is var count && count < Count)
        {
            return TakeFirst(count);
        }

        var batch = new OutboundBatch(_items, Count, Bytes, isApart: _ends > 0);
        (_items, _spare) = (_spare, []);
        (Count, Bytes, _ends) = (0, 0, 0);
        return batch;
    }

    /// <summary>Takes the array of a batch back; its buffers were given back before.</summary>
    public void Recycle(OutboundBatch batch)
    {
        if (batch.Frames.Length <= KeptFrames)
        {
            _spare = batch.Frames;
        }
    }

    /// <summary>Forgets all frames.</summary>
    public void Clear()
    {
        new OutboundBatch(_items, Count, Bytes, isApart: false).ReturnBuffers();
        (Count, Bytes, _ends) = (0, 0, 0);
    }

    private OutboundBatch TakeFirst(int count)
    {
        var first = _items[..count];
        var bytes = first.Sum(static frame => frame.Length);
        Array.Copy(_items, count, _items, 0, Count - count);
        Array.Clear(_items, Count - count, count);
        (Count, Bytes, _ends) = (Count - count, Bytes - bytes, _ends - 1);
        return new OutboundBatch(first, count, bytes, isApart: true);
    }

    private void Append(OutboundFrame frame)
    {
        if (Count == _items.Length)
        {
            Array.Resize(ref _items, Math.Max(2, Count * 2));
        }

        _items[Count++] = frame;
        Bytes += frame.Length;
    }
}
