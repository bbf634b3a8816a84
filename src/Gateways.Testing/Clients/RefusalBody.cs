using System.Text;
using Microsoft.AspNetCore.Http;

namespace Gateways.Testing.Clients;

/// <summary>Stands in for the body of the answer to an upgrade request, which a test server shows to nobody, and keeps the beginning of what is written.</summary>
/// <param name="response">The answer. It begins when the server flushes it, but a refusal not before something was written.</param>
internal sealed class RefusalBody(HttpResponse response) : Stream
{
    public const int MaxBytes = 4096;
    private readonly Stream _inner = response.Body;
    private readonly MemoryStream _kept = new();

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public string Text
    {
        get
        {
            lock (_kept)
            {
                return Encoding.UTF8.GetString(_kept.ToArray());
            }
        }
    }

    /// <summary>Who asked sees the answer as soon as it begins, and looks for the text once.</summary>
    private bool MayBegin => _kept.Length > 0 || response.StatusCode < StatusCodes.Status300MultipleChoices;

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        lock (_kept)
        {
            _kept.Write(buffer[..Math.Min(buffer.Length, MaxBytes - (int)_kept.Length)]);
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Write(buffer.Span);
        return default;
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        Write(buffer.AsSpan(offset, count));
        return Task.CompletedTask;
    }

    public override void Flush()
    {
        if (MayBegin)
        {
            _inner.Flush();
        }
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => MayBegin ? _inner.FlushAsync(cancellationToken) : Task.CompletedTask;

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
