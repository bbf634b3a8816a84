using System.Buffers.Text;

namespace Gateways.Benchmarks.LoadGenerator;

/// <summary>A whole HTTP/1.1 response with a <c>Content-Length</c>, as servers answer polls. Points into what was read.</summary>
internal readonly ref struct HttpResponse
{
    private const int StatusStart = 9;
    private const int StatusLength = 3;

    public int Status { get; private init; }

    public ReadOnlySpan<byte> Body { get; private init; }

    /// <summary>Bytes of head and body.</summary>
    public int Length { get; private init; }

    /// <summary>Reads the response at the start of the data. False when not all of it has arrived.</summary>
    /// <exception cref="IOException">It is none, has no length, or is longer than <paramref name="limit"/>.</exception>
    public static bool TryRead(ReadOnlySpan<byte> data, int limit, out HttpResponse response)
    {
        response = default;
        int end = data.IndexOf("\r\n\r\n"u8);
        if (end < 0)
        {
            return false;
        }

        ReadOnlySpan<byte> head = data[..(end + 2)];
        if (!head.StartsWith("HTTP/1.1 "u8) || !Utf8Parser.TryParse(head.Slice(StatusStart, StatusLength), out int status, out int digits) || digits != StatusLength)
        {
            throw new IOException("an answer that is not HTTP/1.1");
        }

        int length = ContentLength(head);
        if (length > limit)
        {
            throw new IOException($"an answer of {length} bytes");
        }

        int total = end + 4 + length;
        if (data.Length < total)
        {
            return false;
        }

        response = new HttpResponse { Status = status, Body = data[(end + 4)..total], Length = total };
        return true;
    }

    private static int ContentLength(ReadOnlySpan<byte> head)
    {
        ReadOnlySpan<byte> name = "content-length:"u8;
        while (head.IndexOf("\r\n"u8) is var end and >= 0)
        {
            ReadOnlySpan<byte> line = head[..end];
            if (line.Length > name.Length && System.Text.Ascii.EqualsIgnoreCase(line[..name.Length], name) && Utf8Parser.TryParse(line[name.Length..].TrimStart((byte)' '), out int length, out _))
            {
                return length;
            }

            head = head[(end + 2)..];
        }

        throw new IOException("an answer without a length");
    }
}
