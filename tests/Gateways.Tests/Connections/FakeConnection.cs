using System.Threading.Channels;
using Gateways.Connections;
using Gateways.Hosting;
using Gateways.Protocol;

namespace Gateways.Tests.Connections;

/// <summary>A connection whose writes the test sees, and lets through one by one when it is slow.</summary>
internal sealed class FakeConnection(GatewayEngine engine) : GatewayConnection(engine, ConnectionId.Create())
{
    private readonly Channel<byte[]> _written = Channel.CreateUnbounded<byte[]>();
    private readonly TaskCompletionSource _aborted = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public override GatewayTransports Transport => GatewayTransports.WebSocket;

    public override IProtocolCodec Codec { get; } = new LineCodec();

    /// <summary>What a write waits for.</summary>
    public Func<ValueTask> Gate { get; set; } = static () => default;

    public Task Aborted => _aborted.Task;

    public long LastTick { get; private set; }

    public ValueTask<byte[]> NextWriteAsync() => _written.Reader.ReadAsync();

    public bool HasWrites => _written.Reader.TryPeek(out _);

    protected internal override async ValueTask WriteBatchAsync(OutboundBatch batch)
    {
        var bytes = new byte[batch.ByteCount];
        batch.CopyTo(bytes);
        _written.Writer.TryWrite(bytes);
        await Gate();

        // The batch's memory must not have changed meanwhile.
        var after = new byte[batch.ByteCount];
        batch.CopyTo(after);
        if (!bytes.AsSpan().SequenceEqual(after))
        {
            _written.Writer.TryWrite("changed"u8.ToArray());
        }
    }

    protected override void WriteGoodbye(ScratchWriter output, CloseReason reason) => output.WriteBytes("bye "u8);

    protected override Task EndAsync(CloseReason reason) => Task.CompletedTask;

    protected override void Abort() => _aborted.TrySetResult();

    /// <summary>Seconds from one tick to the next; null for none.</summary>
    public long? TickInterval { get; init; }

    protected override long? NextTick(long now) => now + TickInterval;

    public bool TickFails { get; set; }

    protected override void OnTick(long now) => LastTick = TickFails ? throw new InvalidOperationException() : now;
}
