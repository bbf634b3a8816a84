namespace Gateways.Connections;

/// <summary>
/// What waits to be sent to one connection, bounded in bytes. Adding never waits; one writer at a time takes all that is there and hands it to the
/// connection as one batch. Its own monitor guards it.
/// </summary>
internal sealed partial class OutboundQueue(GatewayConnection connection, int maxBytes) : IThreadPoolWorkItem
{
    private OutboundFrames _waiting = new();
    private int _writingBytes;
    private int _oversizeBytes;
    private bool _isWriting;
    private bool _isHeld;
    private bool _isSealed;
    private bool _hasFailed;
    private long _writeStarted;
    private TaskCompletionSource? _drained;
    private TaskCompletionSource? _hasRoom;

    /// <summary>Bytes that were added and not yet taken over by the transport.</summary>
    public int Bytes
    {
        get
        {
            lock (this)
            {
                return _waiting.Bytes + _writingBytes;
            }
        }
    }

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

            _waiting.Add(frame);
            return BecomeWriter();
        }
    }

    /// <summary>Whether a frame that is added now is written at once: nothing waits, nothing is being written, and there is somewhere to write to.</summary>
    public bool IsWritable
    {
        get
        {
            lock (this)
            {
                return !_isWriting && !_isHeld && _waiting.Count == 0;
            }
        }
    }

    /// <summary>Adds a frame if it is written at once; it may be shared.</summary>
    public EnqueueResult AddIfWritable(byte[] frame)
    {
        lock (this)
        {
            return IsWritable || _isSealed ? Add(frame) : EnqueueResult.NotWritable;
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

            _waiting.AddCopy(frame, isOfBatch: defer);
            return defer ? EnqueueResult.Queued : BecomeWriter();
        }
    }

    /// <summary>Adds a copy of a frame with which a batch ends. The caller is going to call <see cref="Flush"/>.</summary>
    public EnqueueResult AddApart(ReadOnlySpan<byte> frame)
    {
        lock (this)
        {
            var result = AddCopy(frame, defer: true);
            if (result == EnqueueResult.Queued)
            {
                _waiting.EndBatch();
            }

            return result;
        }
    }

    /// <summary>Adds the last frame, if any: what comes after it is refused.</summary>
    /// <returns>Completes when everything is with the transport, or the transport has failed.</returns>
    public Task Seal(ReadOnlySpan<byte> last)
    {
        lock (this)
        {
            if (!_isSealed && last.Length > 0)
            {
                _waiting.AddCopy(last, isOfBatch: false);
            }

            _isSealed = true;
            if (_hasFailed || (_waiting.Count == 0 && !_isWriting))
            {
                return Task.CompletedTask;
            }

            _drained ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            if (BecomeWriter() == EnqueueResult.QueuedStartWriter)
            {
                ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
            }

            return _drained.Task;
        }
    }

    /// <summary>Completes when less than half of the limit waits. Where nothing will be sent any more it ends with the token only: there is no use in making more.</summary>
    public ValueTask WaitForRoomAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (this)
        {
            if (_isSealed || _hasFailed)
            {
                return new ValueTask(Task.Delay(Timeout.Infinite, cancellationToken));
            }

            if (HasRoom)
            {
                return default;
            }

            _hasRoom ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return new ValueTask(_hasRoom.Task.WaitAsync(cancellationToken));
        }
    }

    /// <summary>Forgets what waits; what is being written stays.</summary>
    public void DropWaiting()
    {
        lock (this)
        {
            _waiting.Clear();
        }
    }

    /// <summary>Forgets everything: the connection is gone.</summary>
    public void Abandon()
    {
        lock (this)
        {
            (_isSealed, _hasFailed) = (true, true);
            _waiting.Clear();
            _drained?.TrySetResult();
            TellRoom();
        }
    }

    /// <summary>Writes what was added with deferral, on this thread as far as it goes without waiting; nothing when somebody writes already.</summary>
    public void Flush()
    {
        // Without the lock: who has deferred sees at least its own, and for anybody else it is enough to look again later.
        if (_waiting.Count == 0)
        {
            return;
        }

        OutboundBatch batch;
        lock (this)
        {
            if (BecomeWriter() != EnqueueResult.QueuedStartWriter || !TryTake(out batch))
            {
                return;
            }
        }

        Write(batch);
    }

    /// <summary>Keeps everything until <see cref="Resume"/>: the transport has nowhere to write to. A write that is under way goes on.</summary>
    public void Hold()
    {
        lock (this)
        {
            _isHeld = true;
        }
    }

    /// <summary>Writes what has come while the queue was held, on this thread as far as it goes without waiting.</summary>
    public void Resume()
    {
        lock (this)
        {
            _isHeld = false;
        }

        Flush();
    }

    private EnqueueResult Admit(int length)
    {
        if (_isSealed)
        {
            return EnqueueResult.Closed;
        }

        // The limit is about readers, not about messages: one message above it still goes to a client that has nothing waiting, and
        // does not count against what comes behind it.
        var bytes = _waiting.Bytes + _writingBytes;
        if (bytes == 0)
        {
            _oversizeBytes = length > maxBytes ? length : 0;
            return EnqueueResult.Queued;
        }

        return (long)bytes - _oversizeBytes + length > maxBytes ? EnqueueResult.Full : EnqueueResult.Queued;
    }

    private EnqueueResult BecomeWriter()
    {
        if (_isWriting || _isHeld || _waiting.Count == 0)
        {
            return EnqueueResult.Queued;
        }

        _isWriting = true;
        return EnqueueResult.QueuedStartWriter;
    }

    private bool HasRoom => _isSealed || _hasFailed || _waiting.Bytes + _writingBytes <= maxBytes / 2;

    private void TellRoom()
    {
        if (_hasRoom is not null && HasRoom)
        {
            _hasRoom.TrySetResult();
            _hasRoom = null;
        }
    }
}
