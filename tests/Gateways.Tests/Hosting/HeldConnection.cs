using System.Text;
using System.Threading.Channels;
using Gateways.Connecting;
using Gateways.Connections;
using Gateways.Hosting;
using Gateways.Protocol;
using Gateways.Specification;

namespace Gateways.Tests.Hosting;

/// <summary>A link whose far end reads when the test lets it.</summary>
internal sealed class HeldConnection(GatewayEngine engine) : GatewayConnection(engine, ConnectionId.Create())
{
    private readonly Channel<WrittenBatch> _written = Channel.CreateUnbounded<WrittenBatch>();
    private TaskCompletionSource? _held;

    public override GatewayTransports Transport => GatewayTransports.WebSocket;

    public override IProtocolCodec Codec { get; } = new TextCodec();

    /// <summary>What the next writes fail with.</summary>
    public Exception? Failure { get; set; }

    /// <summary>What telling a client that it is refused fails with.</summary>
    public Exception? RefusalFailure { get; set; }

    /// <summary>What becomes of a client that has passed its guards, in place of telling its adapter.</summary>
    public Func<IGatewaySession, ValueTask>? Entering { get; set; }

    /// <summary>How many clients were told that they are in.</summary>
    public int Accepted { get; private set; }

    public Signal SaidGoodbye { get; } = new();

    public Signal Ended { get; } = new();

    public Signal Aborted { get; } = new();

    /// <summary>Writes take until <see cref="Release"/> from now on.</summary>
    public void Hold() => Volatile.Write(ref _held, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));

    /// <summary>Lets the write under way end, and holds the next.</summary>
    public void HoldNext() => Interlocked.Exchange(ref _held, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously))?.SetResult();

    public void Release() => Interlocked.Exchange(ref _held, null)?.SetResult();

    public void SendShared(string text) => Enqueue(Encoding.UTF8.GetBytes(text));

    public void SendCopy(string text) => EnqueueCopy(Encoding.UTF8.GetBytes(text));

    public void SendApart(string text)
    {
        EnqueueApart(Encoding.UTF8.GetBytes(text));
        FlushWrites();
    }

    public Task<WrittenBatch> NextAsync() => _written.Reader.ReadAsync().Soon();

    /// <summary>What was written and not asked for yet.</summary>
    public WrittenBatch? Next() => _written.Reader.TryRead(out var batch) ? batch : null;

    /// <summary>All that is written until a text is complete.</summary>
    public async Task<string> ReadAsync(int length)
    {
        var text = new StringBuilder();
        while (text.Length < length)
        {
            text.Append((await NextAsync()).Text);
        }

        return text.ToString();
    }

    protected internal override async ValueTask WriteBatchAsync(OutboundBatch batch)
    {
        var bytes = new byte[batch.ByteCount];
        batch.CopyTo(bytes);
        var held = Volatile.Read(ref _held);
        _written.Writer.TryWrite(new WrittenBatch(Encoding.UTF8.GetString(bytes), batch.Count, batch.ByteCount, batch.IsApart));
        if (held is not null)
        {
            await held.Task;
        }

        if (Failure is not null)
        {
            throw Failure;
        }
    }

    protected internal override ValueTask EnterAsync(IGatewaySession session) => Entering is { } entering ? entering(session) : base.EnterAsync(session);

    protected internal override void OnAccepted(IGatewaySession session) => Accepted++;

    protected internal override void Refuse(IGatewaySession session, ConnectionRefusal refusal)
    {
        if (RefusalFailure is not null)
        {
            throw RefusalFailure;
        }

        base.Refuse(session, refusal);
    }

    protected override void WriteGoodbye(ScratchWriter output, CloseReason reason)
    {
        output.WriteBytes(Encoding.UTF8.GetBytes($"bye {reason.Name}"));
        SaidGoodbye.Set();
    }

    protected override Task EndAsync(CloseReason reason)
    {
        Ended.Set();
        return Task.CompletedTask;
    }

    protected override void Abort() => Aborted.Set();
}
