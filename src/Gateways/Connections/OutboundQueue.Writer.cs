namespace Gateways.Connections;

/// <content>The one writer: takes all that waits, hands it to the connection, and comes back for what has come meanwhile.</content>
internal sealed partial class OutboundQueue
{
    /// <summary>The writer: the caller has been told to start it.</summary>
    public void Execute()
    {
        OutboundBatch batch;
        lock (this)
        {
            if (!TryTake(out batch))
            {
                return;
            }
        }

        Write(batch);
    }

    private void Write(OutboundBatch batch)
    {
        do
        {
            try
            {
                var write = connection.WriteBatchAsync(batch);
                if (!write.IsCompletedSuccessfully)
                {
                    connection.Watch();
                    _ = FinishAsync(write, batch);
                    return;
                }

                write.GetAwaiter().GetResult();
            }
            catch (Exception error)
            {
                Fail(batch, error);
                return;
            }
        }
        while (TryTakeNext(ref batch));
    }

    private async Task FinishAsync(ValueTask write, OutboundBatch batch)
    {
        try
        {
            await write.ConfigureAwait(false);
        }
        catch (Exception error)
        {
            Fail(batch, error);
            return;
        }

        if (TryTakeNext(ref batch))
        {
            Write(batch);
        }
    }

    private bool TryTake(out OutboundBatch batch)
    {
        if (_waiting.Count == 0 || _isHeld || _hasFailed)
        {
            _isWriting = false;
            if (_isSealed && (_waiting.Count == 0 || _hasFailed))
            {
                _drained?.TrySetResult();
            }

            batch = default;
            return false;
        }

        batch = _waiting.Take();
        (_writingBytes, _writeStarted) = (batch.ByteCount, connection.Clock);
        return true;
    }

    /// <summary>Lets a written batch go and takes what has come meanwhile.</summary>
    private bool TryTakeNext(ref OutboundBatch batch)
    {
        batch.ReturnBuffers();
        lock (this)
        {
            Release(batch);
            return TryTake(out batch);
        }
    }

    private void Release(OutboundBatch batch)
    {
        _waiting.Recycle(batch);

        // A message above the limit was alone when it came, so it was in this batch.
        (_writingBytes, _writeStarted, _oversizeBytes) = (0, 0, 0);
        TellRoom();
    }

    private void Fail(OutboundBatch batch, Exception error)
    {
        Abandon();
        batch.ReturnBuffers();
        lock (this)
        {
            Release(batch);
            _isWriting = false;
        }

        connection.OnWriteFailed(error);
    }
}
