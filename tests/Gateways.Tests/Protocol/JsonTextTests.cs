using System.Text;
using System.Text.Json;
using Gateways.Protocol;

namespace Gateways.Tests.Protocol;

public sealed class JsonTextTests
{
    [Theory]
    [InlineData("""["plain"]""")]
    [InlineData("""["\u00e9\ud83d\ude00"]""")]
    [InlineData("""["\\ud800"]""")]
    [InlineData("""["\\\\ud800","\n\"\/"]""")]
    [InlineData("")]
    public void ReplaceHalfPairs_WhereThereAreNone_GivesTheSameMemory(string json)
    {
        ReadOnlyMemory<byte> before = Encoding.UTF8.GetBytes(json);

        Assert.True(before.Equals(JsonText.ReplaceHalfPairs(before)));
    }

    [Theory]
    [InlineData("""["\ud800"]""", """["\ufffd"]""")]
    [InlineData("""["\uDC00x"]""", """["\ufffdx"]""")]
    [InlineData("""{"\ud800":"\udbff\u0041"}""", """{"\ufffd":"\ufffd\u0041"}""")]
    [InlineData("""["\ud800\ud83d\ude00"]""", """["\ufffd\ud83d\ude00"]""")]
    [InlineData("""["\ud83d\n\ude00"]""", """["\ufffd\n\ufffd"]""")]
    [InlineData("""["\\\ud800"]""", """["\\\ufffd"]""")]
    [InlineData("""["\ud83d\ude00\ude00"]""", """["\ud83d\ude00\ufffd"]""")]
    public void ReplaceHalfPairs_ChangesThemAndNothingElse(string json, string expected)
    {
        var changed = JsonText.ReplaceHalfPairs(Encoding.UTF8.GetBytes(json));

        Assert.Equal(expected, Encoding.UTF8.GetString(changed.Span));
    }

    [Fact]
    public void ReplaceHalfPairs_OfWhateverEscapes_GivesTextThatDotnetReads()
    {
        var random = new Random(7);
        string[] pieces = ["\\ud800", "\\udbff", "\\udc00", "\\udfff", "\\u0041", "\\\\", "\\n", "x", "\\\"", "\\u005c"];
        for (var i = 0; i < 2000; i++)
        {
            var json = "\"" + string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => pieces[random.Next(pieces.Length)])) + "\"";

            using var document = JsonDocument.Parse(JsonText.ReplaceHalfPairs(Encoding.ASCII.GetBytes(json)));

            Assert.NotNull(document.RootElement.GetString());
        }
    }

    [Theory]
    [InlineData("\"num\"", true)]
    [InlineData("\"n\\u0075m\"", true)]
    [InlineData("\"nu\"", false)]
    [InlineData("\"num\\ud800\"", false)]
    [InlineData("\"\\ud83d\\ude00\"", false)]
    [InlineData("\"\\\\ud800\"", false)]
    public void IsText_LooksThroughEscapes_AndNeverThrows(string json, bool expected)
    {
        var reader = new Utf8JsonReader(Encoding.ASCII.GetBytes(json));
        reader.Read();

        Assert.Equal(expected, JsonText.IsText(ref reader, "num"u8));
    }
}
