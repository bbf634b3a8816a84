using System.Buffers;
using System.Globalization;
using System.Text;
using Gateways.Protocol;

namespace Gateways.ServerSentEvents.Protocol;

/// <summary>What the lines of an event stream are made of. Lines end at CR, LF or CRLF and nowhere else; nothing written here holds one of its own.</summary>
internal static class EventStreamText
{
    private static readonly SearchValues<byte> LineEnds = SearchValues.Create("\r\n"u8);

    /// <summary>What a line of a name cannot hold. NUL could be in it, but clients written in C may not think so.</summary>
    private static readonly SearchValues<byte> Unfit = SearchValues.Create("\r\n\0"u8);

    /// <summary>
    /// <code>NAME</code> A name that no line can hold is written as the JSON string it is, in quotes and with its escapes; so is one that begins with a quote, and one of the protocol's own, so that no two
    /// names look alike.
    /// </summary>
    /// <param name="output">Where to.</param>
    /// <param name="json">The name as a JSON string, quotes included.</param>
    public static void WriteName(IBufferWriter<byte> output, ReadOnlySpan<byte> json)
    {
        var name = json[1..^1];
        if (name.Contains((byte)'\\'))
        {
            name = JsonText.Decode(name);
        }

        output.Write(name.ContainsAny(Unfit) || name.StartsWith("\""u8) || IsOwn(name) ? json : name);
    }

    /// <summary><code>JSON</code> in one line: a line's end can only stand between its tokens, where a space means the same.</summary>
    public static void WriteJson(IBufferWriter<byte> output, ReadOnlySpan<byte> json)
    {
        for (var end = json.IndexOfAny(LineEnds); end >= 0; end = json.IndexOfAny(LineEnds))
        {
            output.Write(json[..end]);
            output.Write(" "u8);
            json = json[(end + 1)..];
        }

        output.Write(json);
    }

    /// <summary><code>retry: MILLISECONDS LF LF</code> The first bytes of a stream.</summary>
    public static byte[] Opening(TimeSpan reconnectDelay) =>
        Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"retry: {(long)reconnectDelay.TotalMilliseconds}\n\n"));

    /// <summary>Whether the protocol itself says something by this name: an application that says it too must not be mistaken for it.</summary>
    private static bool IsOwn(ReadOnlySpan<byte> name) => name.SequenceEqual("disconnect"u8) || name.SequenceEqual("gap"u8) || name.SequenceEqual("place"u8);
}
