using System.Net.WebSockets;
using Gateways.Connecting;
using Gateways.Diagnostics;
using Gateways.Dispatch;
using Gateways.Hosting;
using Gateways.Protocol;
using Gateways.Timing;

namespace Gateways.Connections;

/// <summary>
/// One physical link to a client. A transport derives from it: it feeds decoded messages to its <see cref="IGatewaySession"/>, writes
/// the batches it is given, and says goodbye in its own words. Everything else, queue, slow readers, timeouts and the order of
/// closing, is the same for all.
/// </summary>
public abstract partial class GatewayConnection : ITimed<GatewayConnection>
{
    private readonly OutboundQueue _queue;
    private CloseReason? _closeReason;
    private Task _closing = Task.CompletedTask;
    private TaskCompletionSource? _released;
    private int _batchThread;
    private bool _isLinkGone;
    private GatewayClient[] _clients = [];

    /// <summary>Creates a connection.</summary>
    /// <param name="engine">The application's engine.</param>
    /// <param name="id">A random id.</param>
    protected GatewayConnection(GatewayEngine engine, string id)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentException.ThrowIfNullOrEmpty(id);
        Engine = engine;
        Id = id;
        _queue = new OutboundQueue(this, engine.Options.MaxOutboundBytes);
    }

    /// <summary>The connection's id.</summary>
    public string Id { get; }

    /// <summary>The transport.</summary>
    public abstract GatewayTransports Transport { get; }

    /// <summary>How messages look on this connection's wire.</summary>
    public abstract IProtocolCodec Codec { get; }

    /// <summary>Why this side began to close; null as long as it did not.</summary>
    public CloseReason? CloseReason => Volatile.Read(ref _closeReason);

    /// <summary>Bytes that wait for the client.</summary>
    public int OutboundBytes => _queue.Bytes;

    /// <summary>Completes when the goodbye has been said, or could not be; completed already while this side has not begun to close.</summary>
    public Task Closing => Volatile.Read(ref _closing);

    /// <summary>The application's engine.</summary>
    protected internal GatewayEngine Engine { get; }

    /// <summary>The clients of this connection: one for each namespace it is in.</summary>
    internal IReadOnlyList<GatewayClient> Clients => Volatile.Read(ref _clients);

    /// <summary>Marks the start of a run of messages that this thread takes from one read: replies are held back until its end, to leave in one write.</summary>
    public void BeginBatch()
    {
        _batchThread = Environment.CurrentManagedThreadId;
        Watch();
    }

    /// <summary>Ends the run and writes the replies. Call it before any await.</summary>
    public void EndBatch()
    {
        _batchThread = 0;
        _queue.Flush();
    }

    /// <summary>Whether an error of reading or writing says only that the other side is not there any more, in the words of whichever server, stream or WebSocket lies below.</summary>
    public static bool IsLinkLoss(Exception error) =>
        error is IOException or OperationCanceledException or ObjectDisposedException or WebSocketException or InvalidOperationException;

    /// <summary>Takes the connection's memory back: called by the transport when the link is gone for good.</summary>
    public void Abandon()
    {
        Release();
        _queue.Abandon();
    }

    /// <summary>Queues an event; one that is volatile only where it can be written at once.</summary>
    /// <returns>False when it was volatile and was dropped.</returns>
    internal bool TrySend(OutboundMessage message)
    {
        if (IsCatchingUp && message.Offset is not null)
        {
            // What the log has comes from there, in its order.
            return true;
        }

        if (!message.IsVolatile)
        {
            Handle(_queue.Add(message.Encode(Codec)));
            return true;
        }

        // Looked at twice: what will be dropped need not be encoded.
        var result = _queue.IsWritable && !WritesLater ? _queue.AddIfWritable(message.Encode(Codec)) : EnqueueResult.NotWritable;
        Handle(result);
        return result != EnqueueResult.NotWritable;
    }

    /// <summary>
    /// Queues bytes of the protocol's own with which a batch ends: what is queued after them leaves in another, see <see cref="OutboundBatch.IsApart"/>. They wait until
    /// <see cref="FlushWrites"/>, which the caller owes them as soon as it holds no lock.
    /// </summary>
    protected void EnqueueApart(ReadOnlySpan<byte> frame) => Handle(_queue.AddApart(frame));

    /// <summary>Writes what waits, also in the middle of a run of messages, on this thread as far as it goes without waiting. Hold no lock: the transport's code runs here.</summary>
    protected void FlushWrites() => _queue.Flush();

    /// <summary>Keeps everything in the queue for now: the transport has nowhere to write to. A write that is under way goes on.</summary>
    protected void HoldWrites() => _queue.Hold();

    /// <summary>There is somewhere to write to: what waits is written, on this thread as far as it goes without waiting.</summary>
    protected void ResumeWrites() => _queue.Resume();

    /// <summary>Queues bytes of the protocol's own, such as a ping; the array may be shared and must not change.</summary>
    protected void Enqueue(byte[] frame) => Handle(_queue.Add(frame));

    /// <summary>Queues bytes of the protocol's own; the span is copied. Inside a batch they leave with the batch.</summary>
    protected void EnqueueCopy(ReadOnlySpan<byte> frame) => Reply(frame);

    /// <summary>Queues a reply: inside a batch it leaves with the batch.</summary>
    internal void Reply(ReadOnlySpan<byte> frame) =>
        Handle(_queue.AddCopy(frame, defer: _batchThread == Environment.CurrentManagedThreadId));

    internal void Add(GatewayClient client)
    {
        lock (_queue)
        {
            _clients = [.. _clients, client];
        }
    }

    /// <summary>A client has ended. The connection goes with its last one, unless it is there for its own sake.</summary>
    internal void Remove(GatewayClient client)
    {
        lock (_queue)
        {
            _clients = Array.FindAll(_clients, other => other != client);
            if (_clients.Length > 0 || (OutlivesClients && !_isLinkGone))
            {
                return;
            }
        }

        End();
    }

    /// <summary>The link is gone for good. The connection stays known until its last client has ended: a server that stops waits for their hooks.</summary>
    internal void Forget()
    {
        lock (_queue)
        {
            _isLinkGone = true;
            if (_clients.Length > 0)
            {
                return;
            }
        }

        End();
    }

    /// <summary>Ends the transport at once, without a goodbye.</summary>
    internal void Cut() => Abort();

    /// <summary>Waits until what waits for the client is less than half of what may: a stream makes its next item then.</summary>
    internal ValueTask WaitForOutboundRoomAsync(CancellationToken cancellationToken) => _queue.WaitForRoomAsync(cancellationToken);

    internal void OnWriteFailed(Exception error)
    {
        if (IsLinkLoss(error))
        {
            Log.LinkLost(Engine.ConnectionLogger, Id, error);
        }
        else
        {
            Log.WriteFailed(Engine.ConnectionLogger, Id, error);
        }

        Release();
        Abort();
    }

    /// <summary>Writes a batch. Called by one writer at a time; the batch's memory is valid until the returned task completes.</summary>
    protected internal abstract ValueTask WriteBatchAsync(OutboundBatch batch);

    /// <summary>Ends the transport at once. May be called several times and from any thread.</summary>
    protected abstract void Abort();

    /// <summary>Whether the transport would keep what it is given now for a moment before it writes: no time for what is volatile.</summary>
    protected virtual bool WritesLater => false;

    /// <summary>Whether the connection may be there without a client; it was then added to the engine, and is removed from it, by its transport.</summary>
    protected virtual bool OutlivesClients => false;

    /// <summary>
    /// A client is known to its adapter; its connection hook runs next, on the same thread. Here a protocol that confirms says so, before any event of the hook.
    /// </summary>
    protected internal virtual void OnAccepted(IGatewaySession session)
    {
    }

    /// <summary>A client is not let in, or its connection hook has failed: tells it why and ends it. Default: the event <c>exception</c>, then the end of the connection.</summary>
    protected internal virtual void Refuse(IGatewaySession session, ConnectionRefusal refusal)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(refusal);
        TrySend(new OutboundMessage(session.Client.Namespace, "exception", refusal.ToJson(), 1));
        Close(refusal.Reason with { Text = refusal.Message });
    }

    /// <summary>Ends one client. Default: ends the connection.</summary>
    protected internal virtual void CloseClient(IGatewaySession session, CloseReason reason) => Close(reason);

    /// <summary>Whether the transport has stopped reading because too much waits for the client's handlers.</summary>
    protected bool IsPaused => Volatile.Read(ref _released) is not null;

    /// <summary>Cancelled by the server when the link is lost, where it can tell without a read; asked for only while the transport does not read.</summary>
    protected virtual CancellationToken LinkLost => default;

    /// <summary>
    /// Waits with reading until there is room again. Does not outlast the connection: when it closes or breaks meanwhile, the transport goes on reading, to
    /// find out.
    /// </summary>
    protected async Task WaitForRoomAsync(ValueTask room)
    {
        var released = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Volatile.Write(ref _released, released);
        if (CloseReason is not null)
        {
            Release();
        }

        using (LinkLost.UnsafeRegister(static source => ((TaskCompletionSource)source!).TrySetResult(), released))
        {
            await Task.WhenAny(room.AsTask(), released.Task).ConfigureAwait(false);
        }

        Volatile.Write(ref _released, null);
    }

    private void Handle(EnqueueResult result)
    {
        switch (result)
        {
            case EnqueueResult.QueuedStartWriter:
                ThreadPool.UnsafeQueueUserWorkItem(_queue, preferLocal: false);
                break;
            case EnqueueResult.Full:
                Engine.Metrics.MessageDropped(Transport, DropReason.SlowClient);
                CloseSlow();
                break;
            case EnqueueResult.NotWritable:
                Engine.Metrics.MessageDropped(Transport, DropReason.NotWritable);
                break;
            case EnqueueResult.Closed:
                Engine.Metrics.MessageDropped(Transport, DropReason.Closed);
                break;
        }
    }

    private void End()
    {
        Volatile.Write(ref _isOver, true);
        Engine.Heartbeat.Remove(this);
        Engine.Connections.Remove(this);
    }

    private void Release() => Volatile.Read(ref _released)?.TrySetResult();
}
