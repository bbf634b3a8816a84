using System.Buffers;
using Microsoft.AspNetCore.Http;

namespace Gateways.SocketIO.EngineIO;

/// <summary>The body of a POST in a pooled buffer, which grows with what has really arrived, never with what a header announces.</summary>
internal struct EngineIOBody : IDisposable
{
    private const int FirstBytes = 4096;
    private byte[] _buffer;
    private int _length;

    public readonly ReadOnlyMemory<byte> Bytes => _buffer.AsMemory(0, _length);

    /// <summary>Reads to the end.</summary>
    /// <returns>Null when the body has more bytes than the limit.</returns>
    public static async ValueTask<EngineIOBody?> ReadAsync(HttpRequest request, int maxBytes)
    {
        if (request.ContentLength > maxBytes)
        {
            return null;
        }

        var body = new EngineIOBody { _buffer = ArrayPool<byte>.Shared.Rent(FirstBytes) };
        try
        {
            while (true)
            {
                if (body._length == body._buffer.Length)
                {
                    body.Grow();
                }

                var read = await request.Body.ReadAsync(body._buffer.AsMemory(body._length), request.HttpContext.RequestAborted).ConfigureAwait(false);
                body._length += read;
                if (read == 0)
                {
                    return body;
                }

                if (body._length > maxBytes)
                {
                    body.Dispose();
                    return null;
                }
            }
        }
        catch
        {
            body.Dispose();
            throw;
        }
    }

    public readonly void Dispose() => ArrayPool<byte>.Shared.Return(_buffer);

    private void Grow()
    {
        var bigger = ArrayPool<byte>.Shared.Rent(_buffer.Length * 2);
        _buffer.AsSpan(0, _length).CopyTo(bigger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = bigger;
    }
}
