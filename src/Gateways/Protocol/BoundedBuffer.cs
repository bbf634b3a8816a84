using System.Buffers;

namespace Gateways.Protocol;

/// <summary>A buffer that ends an encoding when it has become too long, before it takes memory for it.</summary>
internal sealed class BoundedBuffer : IBufferWriter<byte>, IDisposable
{
    private const int FirstBytes = 512;

    /// <summary>A JSON writer asks for what a text can become at most, three bytes for a character, and for some room besides.</summary>
    private const int Slack = 4;

    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(FirstBytes);
    private int _limit;
    private int _written;

    public ReadOnlySpan<byte> WrittenSpan => _buffer.AsSpan(0, _written);

    /// <summary>Begins anew.</summary>
    public void Reset(int limit) => (_limit, _written) = (limit, 0);

    public void Advance(int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)count, (uint)(_buffer.Length - _written));
        _written += count;
        if (_written > _limit)
        {
            throw new BufferLimitException();
        }
    }

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _buffer.AsMemory(_written);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _buffer.AsSpan(_written);
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(_buffer, clearArray: true);

    private void Reserve(int sizeHint)
    {
        var needed = Math.Max(sizeHint, FirstBytes);
        if (needed > (Slack * (long)Math.Max(_limit, 0)) + (Slack * FirstBytes))
        {
            throw new BufferLimitException();
        }

        if (_buffer.Length - _written < needed)
        {
            var larger = ArrayPool<byte>.Shared.Rent(_written + needed);
            WrittenSpan.CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_buffer, clearArray: true);
            _buffer = larger;
        }
    }
}
