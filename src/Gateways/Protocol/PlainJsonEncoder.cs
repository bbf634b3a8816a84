using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace Gateways.Protocol;

/// <summary>
/// Escapes what JSON demands and nothing else, as <c>JSON.stringify</c> does. The framework's most relaxed encoder still escapes every
/// character outside the basic plane, which makes an emoji three times as long and differs from what a Node server sends.
/// </summary>
internal sealed class PlainJsonEncoder : JavaScriptEncoder
{
    /// <summary><c>\uXXXX</c></summary>
    private const int LongestEscape = 6;
    private static readonly SearchValues<char> SpecialChars = SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(static i => (char)i), '"', '\\']);
    private static readonly SearchValues<byte> SpecialBytes = SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(static i => (byte)i), (byte)'"', (byte)'\\']);

    public static PlainJsonEncoder Instance { get; } = new();

    public override int MaxOutputCharactersPerInputCharacter => LongestEscape;

    public override bool WillEncode(int unicodeScalar) => unicodeScalar is < 0x20 or '"' or '\\';

    public override unsafe int FindFirstCharacterToEncode(char* text, int textLength)
    {
        var span = new ReadOnlySpan<char>(text, textLength);
        var special = span.IndexOfAny(SpecialChars);
        var plain = special < 0 ? span : span[..special];
        for (var start = 0; start < plain.Length;)
        {
            var surrogate = plain[start..].IndexOfAnyInRange('\uD800', '\uDFFF');
            if (surrogate < 0)
            {
                break;
            }

            start += surrogate;
            if (Rune.DecodeFromUtf16(plain[start..], out _, out var used) != OperationStatus.Done)
            {
                return start;
            }

            start += used;
        }

        return special;
    }

    public override int FindFirstCharacterToEncodeUtf8(ReadOnlySpan<byte> utf8Text)
    {
        var special = utf8Text.IndexOfAny(SpecialBytes);
        return Utf8.IsValid(special < 0 ? utf8Text : utf8Text[..special]) ? special : base.FindFirstCharacterToEncodeUtf8(utf8Text);
    }

    public override unsafe bool TryEncodeUnicodeScalar(int unicodeScalar, char* buffer, int bufferLength, out int numberOfCharactersWritten)
    {
        var output = new Span<char>(buffer, bufferLength);
        numberOfCharactersWritten = 0;
        var letter = unicodeScalar switch
        {
            '"' => '"',
            '\\' => '\\',
            '\b' => 'b',
            '\f' => 'f',
            '\n' => 'n',
            '\r' => 'r',
            '\t' => 't',
            _ => '\0',
        };
        if (letter != '\0')
        {
            ReadOnlySpan<char> escape = ['\\', letter];
            return Write(escape, output, out numberOfCharactersWritten);
        }

        if (unicodeScalar < 0x20)
        {
            ReadOnlySpan<char> escape = ['\\', 'u', '0', '0', Hex(unicodeScalar >> 4), Hex(unicodeScalar & 0xF)];
            return Write(escape, output, out numberOfCharactersWritten);
        }

        return new Rune(unicodeScalar).TryEncodeToUtf16(output, out numberOfCharactersWritten);
    }

    private static char Hex(int digit) => "0123456789abcdef"[digit];

    private static bool Write(ReadOnlySpan<char> escape, Span<char> output, out int written)
    {
        written = escape.TryCopyTo(output) ? escape.Length : 0;
        return written > 0;
    }
}
