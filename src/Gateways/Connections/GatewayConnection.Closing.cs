using System.Diagnostics.CodeAnalysis;
using Gateways.Protocol;

namespace Gateways.Connections;

/// <content>Closing from this side: what waits, then the goodbye, then the end of the transport, each within its time.</content>
public abstract partial class GatewayConnection
{
    /// <summary>
    /// Begins to close from this side; the first reason counts. What was queued before is still sent, then the goodbye, then the
    /// transport ends, all within the close timeout. Returns at once; thread-safe.
    /// </summary>
    public void Close(CloseReason reason)
    {
        ArgumentNullException.ThrowIfNull(reason);
        TryStartClosing(reason);
    }

    /// <summary>Writes the goodbye's bytes: nothing when the protocol has none.</summary>
    protected abstract void WriteGoodbye(ScratchWriter output, CloseReason reason);

    /// <summary>Ends the transport after the goodbye has been handed over: wait for the client's own goodbye, at most as long as the close timeout.</summary>
    protected abstract Task EndAsync(CloseReason reason);

    /// <summary>How long each half of closing may take: handing the goodbye over, and the end of the transport after it.</summary>
    protected virtual TimeSpan CloseTimeout => Engine.Options.CloseTimeout;

    private void CloseSlow()
    {
        var bytes = _queue.Bytes;
        if (!TryStartClosing(CloseReason.SlowClient))
        {
            return;
        }

        Log.SlowClient(Engine.ConnectionLogger, Id, bytes);
        Engine.Metrics.SlowClientClosed(Transport);
    }

    private bool TryStartClosing(CloseReason reason)
    {
        lock (_queue)
        {
            if (_closeReason is not null)
            {
                return false;
            }

            Volatile.Write(ref _closeReason, reason);

            // Off the caller's stack: it may hold locks, or be the very handler that asked to close.
            Volatile.Write(ref _closing, Task.Run(() => CloseAsync(reason)));
        }

        Release();
        return true;
    }

    [SuppressMessage("Design", "CA1031", Justification = "A transport that fails while it closes is closed.")]
    private async Task CloseAsync(CloseReason reason)
    {
        var timeout = CloseTimeout;
        if (reason == CloseReason.SlowClient)
        {
            // It will not read what waits for it: make room for the goodbye, in case it wakes up in time.
            _queue.DropWaiting();
        }

        try
        {
            await Goodbye(reason).WaitAsync(timeout, Engine.Time).ConfigureAwait(false);
            await EndAsync(reason).WaitAsync(timeout, Engine.Time).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            Abort();
        }
        catch (Exception error)
        {
            Log.CloseFailed(Engine.ConnectionLogger, Id, error);
            Abort();
        }
    }

    private Task Goodbye(CloseReason reason)
    {
        using var scratch = ScratchWriter.Rent();
        WriteGoodbye(scratch, reason);
        return _queue.Seal(scratch.WrittenSpan);
    }
}
