using System.Text;
using System.Text.Json;
using Gateways.Protocol;

namespace Gateways.Tests.Protocol;

public sealed class JavaScriptNumbersTests
{
    [Theory]
    [InlineData(0, "0")]
    [InlineData(1e21, "1e+21")]
    [InlineData(1e-7, "1e-7")]
    [InlineData(1e20, "100000000000000000000")]
    [InlineData(123456789012345680000d, "123456789012345680000")]
    [InlineData(1.5e15, "1500000000000000")]
    [InlineData(1e-5, "0.00001")]
    [InlineData(1.25e-6, "0.00000125")]
    [InlineData(-1.25e-7, "-1.25e-7")]
    [InlineData(-1234567890123456.5, "-1234567890123456.5")]
    [InlineData(5e-324, "5e-324")]
    [InlineData(double.MaxValue, "1.7976931348623157e+308")]
    public void WriteJson_Double_LooksAsInJavaScript(double number, string text) => Assert.Equal(text, Write(number));

    [Theory]
    [InlineData("[1e21,\"1E+21\",{\"E-\":1E+3}]", "[1e21,\"1E+21\",{\"E-\":1000}]")]
    [InlineData("\"say \\\"1E+21\\\" \\\\\"", "\"say \\\"1E+21\\\" \\\\\"")]
    [InlineData("[0.1E+3,10E-3,1E+99999999999,0E+1]", "[0.1E+3,10E-3,1E+99999999999,0E+1]")]
    public void WriteJson_WhatAnApplicationHasWritten_IsTouchedOnlyWhereItIsAFrameworksNumber(string json, string text) =>
        Assert.Equal(text, Write(JsonElement.Parse(json)));

    [Fact]
    public void WriteJson_BytesBesideNumbers_KeepTheirPlaces()
    {
        using var scratch = ScratchWriter.Rent();
        scratch.WriteBytes("before "u8);
        var options = new JsonSerializerOptions { TypeInfoResolver = new System.Text.Json.Serialization.Metadata.DefaultJsonTypeInfoResolver(), Converters = { new BytesConverter() } };
        object[] values = [1e21, new byte[] { 1 }, 1e-7, 1e20, new byte[] { 2, 3 }];
        scratch.WriteJson(values, options.GetTypeInfo(typeof(object[])));

        Assert.Equal("before [1e+21,\"AQ==\",1e-7,100000000000000000000,\"AgM=\"]", Encoding.UTF8.GetString(scratch.WrittenSpan));
        Assert.Equal(["\"AQ==\"", "\"AgM=\""], scratch.Binaries.ToArray().Select(place => Encoding.UTF8.GetString(scratch.WrittenSpan.Slice(place.Start, place.Length))));
    }

    private static string Write<T>(T value)
    {
        using var scratch = ScratchWriter.Rent();
        scratch.WriteJson(value, (System.Text.Json.Serialization.Metadata.JsonTypeInfo<T>)JsonSerializerOptions.Web.GetTypeInfo(typeof(T)));
        return Encoding.UTF8.GetString(scratch.WrittenSpan);
    }
}
