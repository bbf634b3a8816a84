using System.Runtime.InteropServices;
using System.Text.Json;
using Gateways.Protocol;

namespace Gateways.SocketIO.Packets;

/// <summary>The array of an event or an ack, taken apart: the name of an event, and the arguments as one body.</summary>
internal readonly ref struct SocketIOArguments
{
    /// <summary>The event's name in UTF-8, unescaped; empty for an ack.</summary>
    public ReadOnlySpan<byte> Name { get; private init; }

    /// <summary>No argument: empty. One: itself. Several: an array of them.</summary>
    public ReadOnlyMemory<byte> Body { get; private init; }

    /// <summary>How many arguments there are.</summary>
    public int Count { get; private init; }

    /// <summary>How many bytes of the packet's JSON come before the body.</summary>
    public int Offset { get; private init; }

    /// <summary>The end of the first argument in the body.</summary>
    public int FirstEnd { get; private init; }

    /// <summary>
    /// Takes an array apart that was found valid. Several arguments become an array in place: the byte before the first one, a comma or white space behind it, is
    /// overwritten, for the memory is the receiver's own and nobody reads that byte again.
    /// </summary>
    /// <param name="json">The array.</param>
    /// <param name="hasName">Whether its first value is the name of an event.</param>
    /// <param name="arguments">The parts.</param>
    /// <returns>False when the name is text to JSON, but none in UTF-8.</returns>
    public static bool TryRead(ReadOnlyMemory<byte> json, bool hasName, out SocketIOArguments arguments)
    {
        arguments = default;
        var reader = new Utf8JsonReader(json.Span, new JsonReaderOptions { MaxDepth = int.MaxValue });
        reader.Read();
        ReadOnlySpan<byte> name = default;
        if (hasName)
        {
            reader.Read();
            if (!TryReadName(ref reader, out name))
            {
                return false;
            }
        }

        var (count, start, end, firstEnd) = (0, 0, 0, 0);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            start = count == 0 ? (int)reader.TokenStartIndex : start;
            reader.Skip();
            end = (int)reader.BytesConsumed;
            firstEnd = count++ == 0 ? end : firstEnd;
        }

        if (count > 1)
        {
            start--;
            end = (int)reader.BytesConsumed;
            MemoryMarshal.AsMemory(json).Span[start] = (byte)'[';
        }

        arguments = new SocketIOArguments { Name = name, Body = json[start..end], Count = count, Offset = start, FirstEnd = firstEnd - start };
        return true;
    }

    private static bool TryReadName(scoped ref Utf8JsonReader reader, out ReadOnlySpan<byte> name)
    {
        name = reader.ValueSpan;
        if (!reader.ValueIsEscaped)
        {
            return true;
        }

        try
        {
            name = JsonText.Decode(reader.ValueSpan);
            return true;
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair: no handler has such a name.
            return false;
        }
    }
}
