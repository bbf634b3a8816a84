using System.Text;
using Gateways.Connections;
using Gateways.Specification;

namespace Gateways.Tests.Connections;

public sealed class OutboundQueueTests : IAsyncLifetime
{
    private readonly EngineFixture _fixture = new();
    private FakeConnection _connection = null!;

    public Task InitializeAsync()
    {
        _connection = new FakeConnection(_fixture.Engine);
        return Task.CompletedTask;
    }

    public Task DisposeAsync() => _fixture.DisposeAsync().AsTask();

    [Fact]
    public async Task Add_WhileNobodyWrites_AsksForAWriterOnceAndCoalesces()
    {
        var queue = new OutboundQueue(_connection, 1000);

        Assert.Equal(EnqueueResult.QueuedStartWriter, queue.Add("a"u8.ToArray()));
        Assert.Equal(EnqueueResult.Queued, queue.Add("b"u8.ToArray()));
        Assert.Equal(EnqueueResult.Queued, queue.AddCopy("c"u8, defer: false));
        queue.Execute();

        Assert.Equal("abc", await WrittenAsync());
        Assert.Equal(0, queue.Bytes);
        Assert.Equal(EnqueueResult.QueuedStartWriter, queue.AddCopy("d"u8, defer: false));
    }

    [Fact]
    public async Task Add_WhileAWriteIsUnderWay_GoesWithTheNextInOrder()
    {
        var queue = new OutboundQueue(_connection, 1000);
        var gate = new Signal();
        _connection.Gate = () => new ValueTask(gate.Task);
        queue.Add("a"u8.ToArray());
        queue.Execute();
        Assert.Equal("a", await WrittenAsync());
        for (var i = 0; i < 50; i++)
        {
            Assert.Equal(EnqueueResult.Queued, i % 2 == 0 ? queue.Add([(byte)('A' + (i % 26))]) : queue.AddCopy([(byte)('A' + (i % 26))], defer: i % 3 == 0));
        }

        gate.Set();

        Assert.Equal(string.Concat(Enumerable.Range(0, 50).Select(static i => (char)('A' + (i % 26)))), await WrittenAsync());
    }

    [Fact]
    public async Task AddCopy_Deferred_WaitsForFlush()
    {
        var queue = new OutboundQueue(_connection, 1000);

        Assert.Equal(EnqueueResult.Queued, queue.AddCopy("a"u8, defer: true));
        Assert.Equal(EnqueueResult.Queued, queue.AddCopy("b"u8, defer: true));
        Assert.False(_connection.HasWrites);
        queue.Flush();
        queue.Flush();

        Assert.Equal("ab", await WrittenAsync());
    }

    [Fact]
    public void Add_AboveTheLimit_IsFullButOneMessageAlwaysFits()
    {
        var queue = new OutboundQueue(_connection, 1000);

        Assert.Equal(EnqueueResult.QueuedStartWriter, queue.Add(new byte[5000]));
        Assert.Equal(EnqueueResult.Queued, queue.Add(new byte[1000]));
        Assert.Equal(EnqueueResult.Full, queue.Add(new byte[1]));
        Assert.Equal(6000, queue.Bytes);
        queue.DropWaiting();
        Assert.Equal(0, queue.Bytes);
    }

    [Fact]
    public void Add_ExactlyTheLimit_Fits()
    {
        var queue = new OutboundQueue(_connection, 1000);

        queue.Add(new byte[400]);

        Assert.Equal(EnqueueResult.Queued, queue.AddCopy(new byte[600], defer: false));
        Assert.Equal(EnqueueResult.Full, queue.AddCopy(new byte[1], defer: false));
    }

    [Fact]
    public async Task Seal_WithWaiting_CompletesWhenAllIsWrittenAndRefusesMore()
    {
        var queue = new OutboundQueue(_connection, 1000);
        var gate = new Signal();
        _connection.Gate = () => new ValueTask(gate.Task);
        queue.AddCopy("a"u8, defer: true);

        var drained = queue.Seal("last"u8);

        Assert.Equal("alast", await WrittenAsync());
        Assert.False(drained.IsCompleted);
        Assert.Equal(EnqueueResult.Closed, queue.Add("late"u8.ToArray()));
        gate.Set();
        await drained.Soon();
        Assert.False(_connection.HasWrites);
    }

    [Fact]
    public void Seal_EmptyWithNothingToSay_IsDoneAtOnce() => Assert.True(new OutboundQueue(_connection, 1000).Seal(default).IsCompletedSuccessfully);

    [Fact]
    public async Task Write_Fails_ForgetsAllAndTellsTheConnection()
    {
        var queue = new OutboundQueue(_connection, 1000);
        _connection.Gate = static () => ValueTask.FromException(new IOException("gone"));
        queue.AddCopy("a"u8, defer: false);

        queue.Execute();

        await _connection.Aborted.Soon();
        Assert.Equal(EnqueueResult.Closed, queue.Add("b"u8.ToArray()));
        await queue.Seal("bye"u8).Soon();
        Assert.Equal(0, queue.Bytes);
        Assert.Equal("a", await WrittenAsync());
    }

    [Fact]
    public async Task Abandon_WhileWriting_KeepsTheBatchUntilItIsWritten()
    {
        var queue = new OutboundQueue(_connection, 100_000);
        var gate = new Signal();
        _connection.Gate = () => new ValueTask(gate.Task);
        queue.AddCopy(Encoding.ASCII.GetBytes(new string('a', 3000)), defer: false);
        queue.Execute();
        Assert.Equal(new string('a', 3000), await WrittenAsync());
        queue.AddCopy(new byte[3000], defer: false);

        queue.Abandon();
        queue.Abandon();

        // Buffers that were given back too early would now be handed out and overwritten.
        var others = Enumerable.Range(0, 8).Select(static _ => System.Buffers.ArrayPool<byte>.Shared.Rent(4096)).ToArray();
        Array.ForEach(others, static other => Array.Fill(other, (byte)'z'));
        Assert.Equal(others.Length, others.Distinct().Count());
        gate.Set();
        await queue.Seal("x"u8).Soon();
        Assert.False(_connection.HasWrites);
        Array.ForEach(others, static other => System.Buffers.ArrayPool<byte>.Shared.Return(other));
    }

    [Fact]
    public async Task Add_FromManyThreads_KeepsEachThreadsOrderAndLosesNothing()
    {
        var queue = new OutboundQueue(_connection, 10_000_000);
        const int Threads = 4, Each = 2000;
        await Task.WhenAll(Enumerable.Range(0, Threads).Select(thread => Task.Run(() =>
        {
            for (var i = 0; i < Each; i++)
            {
                byte[] frame = [(byte)thread, (byte)(i >> 8), (byte)i];
                if ((i % 3 == 0 ? queue.Add(frame) : queue.AddCopy(frame, defer: false)) == EnqueueResult.QueuedStartWriter)
                {
                    ThreadPool.UnsafeQueueUserWorkItem(queue, preferLocal: false);
                }
            }
        })));
        await queue.Seal([9, 9, 9]).Soon();

        var all = new List<byte>();
        while (_connection.HasWrites)
        {
            all.AddRange(await _connection.NextWriteAsync());
        }

        var frames = all.Chunk(3).ToArray();
        Assert.Equal((Threads * Each) + 1, frames.Length);
        Assert.Equal([9, 9, 9], frames[^1]);
        for (var thread = 0; thread < Threads; thread++)
        {
            Assert.Equal(Enumerable.Range(0, Each), frames.Where(frame => frame[0] == thread).Select(static frame => (frame[1] << 8) + frame[2]));
        }
    }

    private async Task<string> WrittenAsync() => Encoding.ASCII.GetString(await _connection.NextWriteAsync().Soon());
}
