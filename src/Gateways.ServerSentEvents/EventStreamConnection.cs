using System.Buffers;
using System.IO.Pipelines;
using Gateways.Connections;
using Gateways.Hosting;
using Gateways.Protocol;
using Gateways.ServerSentEvents.Protocol;
using Microsoft.AspNetCore.Http;

namespace Gateways.ServerSentEvents;

/// <summary>A listening client's connection: one response that does not end. Its batches go to the response; nothing comes back.</summary>
internal sealed partial class EventStreamConnection : GatewayConnection
{
    private static readonly byte[] Comment = ":\n\n"u8.ToArray();

    private readonly Lock _gate = new();
    private readonly ServerSentEventsTransportOptions _options;
    private readonly IReadOnlyList<string> _rooms;
    private readonly CancellationToken _linkLost;
    private readonly long _keepAlive;
    private readonly TaskCompletionSource _over = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private HttpContext? _context;
    private Task _writing = Task.CompletedTask;
    private long _written;

    public EventStreamConnection(GatewayHost host, EventStreamCodec codec, ServerSentEventsTransportOptions options, HttpContext context, IReadOnlyList<string> rooms)
        : base(host.Engine, ConnectionId.Create())
    {
        Codec = codec;
        _options = options;
        _context = context;
        _rooms = rooms;
        _linkLost = context.RequestAborted;
        _keepAlive = GatewayEngine.ToSeconds(host.Engine.Options.KeepAliveInterval);
        _written = host.Engine.Now;
        _lastEventId = EventStreamRequest.LastEventId(context.Request);
        IsCatchingUp = _lastEventId is not null && options.Recovery is not null;
    }

    public override GatewayTransports Transport => GatewayTransports.ServerSentEvents;

    public override IProtocolCodec Codec { get; }

    protected override bool OnlyListens => true;

    protected override CancellationToken LinkLost => _linkLost;

    /// <summary>Holds the response open until the client is gone or this side has said goodbye.</summary>
    /// <param name="session">The client; null when it could not be let in any more.</param>
    public async Task RunAsync(IGatewaySession? session)
    {
        using (_linkLost.UnsafeRegister(static over => ((TaskCompletionSource)over!).TrySetResult(), _over))
        {
            await _over.Task.ConfigureAwait(false);
        }

        if (CloseReason is null)
        {
            Abandon();
        }

        await Closing.ConfigureAwait(false);
        await LetGoAsync().ConfigureAwait(false);

        // Not awaited: the end of the response must not wait for the application's hooks. Nobody says goodbye on a stream that goes one way.
        _ = session?.EndAsync(CloseReason.ConnectionLost);
    }

    protected override ValueTask WriteBatchAsync(OutboundBatch batch)
    {
        lock (_gate)
        {
            var output = (_context ?? throw new IOException("The response has ended.")).Response.BodyWriter;
            for (var i = 0; i < batch.Count; i++)
            {
                output.Write(batch[i].Span);
            }

            Volatile.Write(ref _written, Engine.Now);
            var flush = output.FlushAsync();
            if (flush.IsCompletedSuccessfully)
            {
                Check(flush.Result);
                return default;
            }

            var writing = FinishAsync(flush);
            _writing = writing;
            return new ValueTask(writing);
        }
    }

    protected override void WriteGoodbye(ScratchWriter output, CloseReason reason) => EventStreamEvents.WriteDisconnect(output, reason);

    /// <summary>The goodbye is with the server: the response ends behind it.</summary>
    protected override Task EndAsync(CloseReason reason)
    {
        _over.TrySetResult();
        return Task.CompletedTask;
    }

    protected override void Abort()
    {
        lock (_gate)
        {
            _context?.Abort();
        }

        _over.TrySetResult();
    }

    protected override long? NextTick(long now) => CloseReason is null ? Volatile.Read(ref _written) + _keepAlive : null;

    protected override void OnTick(long now)
    {
        if (now - Volatile.Read(ref _written) >= _keepAlive && CloseReason is null)
        {
            // Once, also while the last one has not been written yet.
            Volatile.Write(ref _written, now);
            KeepAlive();
        }
    }

    private static async Task FinishAsync(ValueTask<FlushResult> flush) => Check(await flush.ConfigureAwait(false));

    private static void Check(FlushResult result)
    {
        if (result.IsCompleted || result.IsCanceled)
        {
            throw new IOException("The client has stopped reading.");
        }
    }

    /// <summary>The request's objects serve other requests as soon as this one returns: nobody may touch them then, and a write that is under way must have ended.</summary>
    private async Task LetGoAsync()
    {
        Task writing;
        lock (_gate)
        {
            writing = _writing;
            if (!writing.IsCompleted)
            {
                _context?.Abort();
            }

            _context = null;
        }

        await writing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
