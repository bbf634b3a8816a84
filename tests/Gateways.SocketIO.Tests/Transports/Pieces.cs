namespace Gateways.SocketIO.Tests.Transports;

/// <summary>A body that comes in pieces: each read gets one of them, or what fits of it.</summary>
internal sealed class Pieces(params byte[][] pieces) : Stream
{
    private readonly Queue<ReadOnlyMemory<byte>> _waiting = new(pieces.Select(static piece => new ReadOnlyMemory<byte>(piece)));
    private ReadOnlyMemory<byte> _piece;

    public override bool CanRead => true;

    public override bool CanWrite => false;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <summary>One piece for each byte.</summary>
    public static Pieces OfOneByte(byte[] bytes) => new([.. bytes.Chunk(1)]);

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await Task.Yield();
        while (_piece.IsEmpty)
        {
            if (!_waiting.TryDequeue(out _piece))
            {
                return 0;
            }
        }

        var read = Math.Min(buffer.Length, _piece.Length);
        _piece[..read].CopyTo(buffer);
        _piece = _piece[read..];
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
