using System.Buffers.Binary;
using System.Text;
using Gateways.Infrastructure;
using Gateways.Msgpack;
using Gateways.Protocol;

namespace Gateways.Tests.Msgpack;

public sealed class MsgpackToJsonTests
{
    [Theory]
    [InlineData("c0", "null")]
    [InlineData("d40000", "null")]
    [InlineData("c3", "true")]
    [InlineData("e0", "-32")]
    [InlineData("cfffffffffffffffff", "18446744073709551615")]
    [InlineData("d38000000000000000", "-9223372036854775808")]
    [InlineData("ca3fc00000", "1.5")]
    [InlineData("cb7ff8000000000000", "null")]
    [InlineData("cb7ff0000000000000", "null")]
    [InlineData("a3610a22", "\"a\\n\\\"\"")]
    [InlineData("82a16101a16202", "{\"a\":1,\"b\":2}")]
    [InlineData("8201c0ffc0", "{\"1\":null,\"-1\":null}")]
    [InlineData("d6ff00000001", "\"1970-01-01T00:00:01.000Z\"")]
    [InlineData("d7ffee6b280000000000", null)]
    [InlineData("d7ff1dcd650000000001", "\"1970-01-01T00:00:01.125Z\"")]
    [InlineData("c70cff00000000ffffffffffffffff", "\"1969-12-31T23:59:59.000Z\"")]
    [InlineData("c70cff000000007fffffffffffffff", "null")]
    [InlineData("81c0c0", null)]
    [InlineData("a1ff", null)]
    [InlineData("92c0", null)]
    public void Value_BecomesWhatJsonHasForIt(string hex, string? json) => Assert.Equal(json, Convert(hex, out _));

    [Theory]
    [InlineData("c403010203", "\"AQID\"")]
    [InlineData("c7020001ff", "\"Af8=\"")]
    [InlineData("c7010001", "\"AQ==\"")]
    [InlineData("c708000000000000000000", "\"AAAAAAAAAAA=\"")]
    [InlineData("d50001ff", "\"Af8=\"")]
    [InlineData("d405aa", "\"qg==\"")]
    public void Bytes_AreBase64WhosePlaceIsKnown(string hex, string json)
    {
        Assert.Equal($"[{json}]", Convert("91" + hex, out var places));
        Assert.Equal([new BinaryPlace(1, json.Length)], places);
    }

    [Theory]
    [InlineData(0, "1970-01-01T00:00:00.000Z")]
    [InlineData(-1, "1969-12-31T23:59:59.999Z")]
    [InlineData(951782400000, "2000-02-29T00:00:00.000Z")]
    [InlineData(253402300799999, "9999-12-31T23:59:59.999Z")]
    [InlineData(253402300800000, "+010000-01-01T00:00:00.000Z")]
    [InlineData(-62135596800001, "0000-12-31T23:59:59.999Z")]
    [InlineData(-62198755200000, "-000001-01-01T00:00:00.000Z")]
    [InlineData(8640000000000000, "+275760-09-13T00:00:00.000Z")]
    [InlineData(-8640000000000000, "-271821-04-20T00:00:00.000Z")]
    public void Date_IsWrittenAsJavaScriptDoes(long milliseconds, string text)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(bytes, milliseconds);

        Assert.Equal($"\"{text}\"", Convert("d700" + System.Convert.ToHexString(bytes), out _));
    }

    [Theory]
    [InlineData("d700001eb208c2dc0001")]
    [InlineData("d7007fffffffffffffff")]
    [InlineData("d7008000000000000000")]
    public void Date_ThatIsNone_IsNull(string hex) => Assert.Equal("null", Convert(hex, out _));

    private static string? Convert(string hex, out BinaryPlace[] places)
    {
        using var output = ScratchWriter.Rent();
        var input = new MsgpackReader(System.Convert.FromHexString(hex));
        var isWhole = MsgpackToJson.TryWriteValue(ref input, output) && input.IsAtEnd;
        places = output.Binaries.ToArray();
        return isWhole ? Encoding.UTF8.GetString(output.WrittenSpan) : null;
    }
}
