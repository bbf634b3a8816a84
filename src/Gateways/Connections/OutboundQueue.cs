using System.Buffers;

namespace Gateways.Connections;

/// <summary>
/// What waits to be sent to one connection. Adding never waits; one writer at a time takes all that is there and hands it to the
/// connection as one batch. Shared frames are kept by reference; a connection's own messages are copied into a pooled buffer that
/// takes several. Bounded in bytes. Holds no buffer while it is empty.
/// </summary>
internal sealed class OutboundQueue : IThreadPoolWorkItem
{
    private const int PooledBytes = 4096;
    private const int KeptFrames = 16;

    private readonly GatewayConnection _connection;
    private readonly int _maxBytes;
    private OutboundFrame[] _frames = [];
    private OutboundFrame[] _spare = [];
    private int _count;
    private int _waitingBytes;
    private int _writingBytes;
    private int _oversize;
    private bool _writing;
    private bool _sealed;
    private bool _failed;
    private long _writeStarted;
    private TaskCompletionSource? _drained;

    public OutboundQueue(GatewayConnection connection, int maxBytes)
    {
        _connection = connection;
        _maxBytes = maxBytes;
    }

    /// <summary>Bytes that were added and not yet taken over by the transport.</summary>
    public int Bytes => Volatile.Read(ref _waitingBytes) + Volatile.Read(ref _writingBytes);

    /// <summary>When the write that is under way began, by the connection's clock; 0 when there is none.</summary>
    public long WriteStarted => Volatile.Read(ref _writeStarted);

    /// <summary>Adds a frame that other connections may hold too, so nobody may change it.</summary>
    public EnqueueResult Add(byte[] frame)
    {
        lock (this)
        {
            var result = Admit(frame.Length);
            if (result != EnqueueResult.Queued)
            {
                return result;
            }

            Append(new OutboundFrame { Buffer = frame, Length = frame.Length });
            return StartWriting();
        }
    }

    /// <summary>Adds a copy of a frame.</summary>
    /// <param name="frame">The bytes.</param>
    /// <param name="defer">Whether the caller is going to call <see cref="Flush"/> soon.</param>
    public EnqueueResult AddCopy(ReadOnlySpan<byte> frame, bool defer)
    {
        lock (this)
        {
            var result = Admit(frame.Length);
            if (result != EnqueueResult.Queued)
            {
                return result;
            }

            AppendCopy(frame);
            return defer ? EnqueueResult.Queued : StartWriting();
        }
    }

    /// <summary>Adds the last frame, if any: what comes after it is refused.</summary>
    /// <returns>Completes when everything is with the transport, or the transport has failed.</returns>
    public Task Seal(ReadOnlySpan<byte> last)
    {
        lock (this)
        {
            if (!_sealed && !_failed && last.Length > 0)
            {
                AppendCopy(last);
            }

            _sealed = true;
            if (_failed || (_count == 0 && !_writing))
            {
                return Task.CompletedTask;
            }

            _drained ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            if (StartWriting() == EnqueueResult.QueuedStartWriter)
            {
                ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
            }

            return _drained.Task;
        }
    }

    /// <summary>Forgets what waits; what is being written stays.</summary>
    public void DropWaiting()
    {
        lock (this)
        {
            Clear(_frames, _count);
            _count = 0;
            _waitingBytes = 0;
        }
    }

    /// <summary>Forgets everything: the connection is gone.</summary>
    public void Abandon()
    {
        lock (this)
        {
            _sealed = true;
            _failed = true;
            Clear(_frames, _count);
            _count = 0;
            _waitingBytes = 0;
            _drained?.TrySetResult();
        }
    }

    /// <summary>Writes what was added with deferral, on this thread as far as it goes without waiting; nothing when somebody writes already.</summary>
    public void Flush()
    {
        if (Volatile.Read(ref _count) > 0 && TryTake(becomeWriter: true, out var frames, out var batch))
        {
            Write(frames, batch);
        }
    }

    /// <summary>The writer: the caller has made it the only one.</summary>
    public void Execute()
    {
        if (TryTake(becomeWriter: false, out var frames, out var batch))
        {
            Write(frames, batch);
        }
    }

    private void Write(OutboundFrame[] frames, OutboundBatch batch)
    {
        do
        {
            try
            {
                var write = _connection.WriteBatchAsync(batch);
                if (!write.IsCompletedSuccessfully)
                {
                    _ = FinishAsync(write, frames, batch.Count);
                    return;
                }

                write.GetAwaiter().GetResult();
            }
            catch (Exception error)
            {
                Fail(frames, batch.Count, error);
                return;
            }
        }
        while (TryTakeNext(ref frames, ref batch));
    }

    private async Task FinishAsync(ValueTask write, OutboundFrame[] frames, int count)
    {
        try
        {
            await write.ConfigureAwait(false);
        }
        catch (Exception error)
        {
            Fail(frames, count, error);
            return;
        }

        var batch = new OutboundBatch(frames, count, 0);
        if (TryTakeNext(ref frames, ref batch))
        {
            Write(frames, batch);
        }
    }

    private EnqueueResult Admit(int length)
    {
        if (_sealed)
        {
            return EnqueueResult.Closed;
        }

        // The limit is about readers, not about messages: one message above it still goes to a client that has nothing waiting, and
        // does not count against what comes behind it.
        var bytes = _waitingBytes + _writingBytes;
        if (bytes == 0)
        {
            _oversize = length > _maxBytes ? length : 0;
            return EnqueueResult.Queued;
        }

        return (long)bytes - _oversize + length > _maxBytes ? EnqueueResult.Full : EnqueueResult.Queued;
    }

    private EnqueueResult StartWriting()
    {
        if (_writing || _count == 0)
        {
            return EnqueueResult.Queued;
        }

        _writing = true;
        return EnqueueResult.QueuedStartWriter;
    }

    private void AppendCopy(ReadOnlySpan<byte> bytes)
    {
        if (_count > 0)
        {
            ref var last = ref _frames[_count - 1];
            if (last.IsPooled && last.Buffer.Length - last.Length >= bytes.Length)
            {
                bytes.CopyTo(last.Buffer.AsSpan(last.Length));
                last.Length += bytes.Length;
                _waitingBytes += bytes.Length;
                return;
            }
        }

        var buffer = ArrayPool<byte>.Shared.Rent(Math.Max(bytes.Length, PooledBytes));
        bytes.CopyTo(buffer);
        Append(new OutboundFrame { Buffer = buffer, Length = bytes.Length, IsPooled = true });
    }

    private void Append(OutboundFrame frame)
    {
        if (_count == _frames.Length)
        {
            Array.Resize(ref _frames, Math.Max(2, _count * 2));
        }

        _frames[_count++] = frame;
        _waitingBytes += frame.Length;
    }

    private bool TryTake(bool becomeWriter, out OutboundFrame[] frames, out OutboundBatch batch)
    {
        lock (this)
        {
            if (becomeWriter && (_writing || _count == 0))
            {
                (frames, batch) = ([], default);
                return false;
            }

            _writing = true;
            return Take(out frames, out batch);
        }
    }

    /// <summary>Lets a written batch go and takes what has come meanwhile.</summary>
    private bool TryTakeNext(ref OutboundFrame[] frames, ref OutboundBatch batch)
    {
        Clear(frames, batch.Count);
        lock (this)
        {
            Keep(frames);
            return Take(out frames, out batch);
        }
    }

    private bool Take(out OutboundFrame[] frames, out OutboundBatch batch)
    {
        if (_count == 0 || _failed)
        {
            _writing = false;
            if (_sealed)
            {
                _drained?.TrySetResult();
            }

            (frames, batch) = ([], default);
            return false;
        }

        frames = _frames;
        batch = new OutboundBatch(frames, _count, _waitingBytes);
        (_frames, _spare) = (_spare, []);
        (_writingBytes, _waitingBytes, _count) = (_waitingBytes, 0, 0);
        _writeStarted = _connection.Clock;
        return true;
    }

    /// <summary>Small arrays stay with the connection, so that a steady stream allocates nothing; large ones go.</summary>
    private void Keep(OutboundFrame[] frames)
    {
        (_writingBytes, _writeStarted) = (0, 0);
        if (frames.Length <= KeptFrames)
        {
            _spare = frames;
        }
    }

    private void Fail(OutboundFrame[] frames, int count, Exception error)
    {
        Abandon();
        Clear(frames, count);
        lock (this)
        {
            Keep(frames);
            _writing = false;
        }

        _connection.OnWriteFailed(error);
    }

    private static void Clear(OutboundFrame[] frames, int count)
    {
        for (var i = 0; i < count; i++)
        {
            if (frames[i].IsPooled)
            {
                ArrayPool<byte>.Shared.Return(frames[i].Buffer);
            }

            frames[i] = default;
        }
    }
}
