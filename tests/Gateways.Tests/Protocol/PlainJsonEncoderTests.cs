using System.Buffers;
using System.Text;
using System.Text.Json;
using Gateways.Protocol;

namespace Gateways.Tests.Protocol;

public sealed class PlainJsonEncoderTests
{
    private static readonly JsonSerializerOptions Options = new() { Encoder = PlainJsonEncoder.Instance };

    /// <summary>A text, and what JSON.stringify makes of it; but for halves of surrogate pairs, which UTF-8 has no bytes for.</summary>
    public static TheoryData<string, string> Texts => new()
    {
        { "", "\"\"" },
        { "plain", "\"plain\"" },
        { "\"", "\"\\\"\"" },
        { "\\", "\"\\\\\"" },
        { "a/b", "\"a/b\"" },
        { "<a href='x'>&+`", "\"<a href='x'>&+`\"" },
        { "\b\f\n\r\t", "\"\\b\\f\\n\\r\\t\"" },
        { "\0\u0001\u000B\u000E\u001A\u001F", "\"\\u0000\\u0001\\u000b\\u000e\\u001a\\u001f\"" },
        { " \u007F\u0080\u009F", "\" \u007F\u0080\u009F\"" },
        { "äöß€漢", "\"äöß€漢\"" },
        { "😀👩‍👩‍👧", "\"😀👩‍👩‍👧\"" },
        { "\u2028\u2029\uFEFF\uFFFF", "\"\u2028\u2029\uFEFF\uFFFF\"" },
        { "😀\"😀\n", "\"😀\\\"😀\\n\"" },
    };

    public static TheoryData<int> Halves => [0xD800, 0xDBFF, 0xDC00, 0xDFFF];

    [Theory]
    [MemberData(nameof(Texts))]
    public void Text_IsWrittenAsStringifyDoes(string text, string expected)
    {
        Assert.Equal(expected, Encoding.UTF8.GetString(JsonText.Encode(text)));
        Assert.Equal(expected, JsonSerializer.Serialize(text, Options));
        Assert.Equal(expected, WriteUtf8(Encoding.UTF8.GetBytes(text)));
    }

    [Theory]
    [MemberData(nameof(Halves))]
    public void LoneSurrogate_IsReplaced(int half)
    {
        var text = $"a{(char)half}b\"";

        Assert.Equal("\"a\uFFFDb\\\"\"", JsonSerializer.Serialize(text, Options));
    }

    [Fact]
    public void RandomTexts_ComeBackAsTheyWere()
    {
        var random = new Random(20);
        for (var round = 0; round < 2000; round++)
        {
            var text = RandomText(random);

            var json = Encoding.UTF8.GetString(JsonText.Encode(text));

            Assert.Equal(text, JsonSerializer.Deserialize<string>(json));
            Assert.Equal(json, JsonSerializer.Serialize(text, Options));
            Assert.Equal(json, WriteUtf8(Encoding.UTF8.GetBytes(text)));
            Assert.Equal(text, Encoding.UTF8.GetString(JsonText.Decode(Encoding.UTF8.GetBytes(json)[1..^1])));
        }
    }

    [Theory]
    [InlineData(new byte[] { 0x61, 0x62 }, -1)]
    [InlineData(new byte[] { 0x61, 0x22, 0xFF }, 1)]
    [InlineData(new byte[] { 0x61, 0x62, 0xFF, 0x22 }, 2)]
    [InlineData(new byte[] { 0xED, 0xA0, 0x80 }, 0)]
    [InlineData(new byte[] { 0xF0, 0x9F, 0x98, 0x80, 0x0A }, 4)]
    public void FirstToEncode_InUtf8_IsFound(byte[] utf8, int expected) => Assert.Equal(expected, PlainJsonEncoder.Instance.FindFirstCharacterToEncodeUtf8(utf8));

    [Fact]
    public void Decode_HalfOfAPair_Throws() => Assert.Throws<InvalidOperationException>(static () => JsonText.Decode("\\ud800"u8));

    private static string RandomText(Random random)
    {
        var text = new StringBuilder();
        for (var i = random.Next(60); i > 0; i--)
        {
            var scalar = random.Next(4) switch
            {
                0 => random.Next(0x80),
                1 => random.Next(0x800),
                2 => random.Next(0xD800),
                _ => random.Next(0x10000, 0x110000),
            };
            text.Append(new Rune(scalar));
        }

        return text.ToString();
    }

    private static string WriteUtf8(byte[] utf8)
    {
        var output = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(output, new JsonWriterOptions { Encoder = PlainJsonEncoder.Instance });
        writer.WriteStringValue(utf8);
        writer.Flush();
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
