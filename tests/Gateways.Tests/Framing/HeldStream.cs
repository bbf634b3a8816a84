using Gateways.Specification;

namespace Gateways.Tests.Framing;

/// <summary>What a WebSocket reads from and writes to: it gives the bytes it was made with, then waits, and keeps writes waiting while the test holds them.</summary>
internal sealed class HeldStream(byte[] incoming) : Stream
{
    private readonly TaskCompletionSource _cut = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _read;

    public Signal AllRead { get; } = new();

    public bool HoldsWrites { get; set; }

    public int Writes { get; private set; }

    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <summary>The server has cut the request off: what waits ends.</summary>
    public void Cut() => _cut.TrySetResult();

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_read == incoming.Length)
        {
            AllRead.Set();
            await _cut.Task.WaitAsync(cancellationToken);
            return 0;
        }

        var count = Math.Min(buffer.Length, incoming.Length - _read);
        incoming.AsSpan(_read, count).CopyTo(buffer.Span);
        _read += count;
        return count;
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Writes++;
        if (HoldsWrites)
        {
            // As in Kestrel: what is written to a client that is gone ends without a word.
            await _cut.Task;
        }
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override void Flush() => throw new NotSupportedException();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
