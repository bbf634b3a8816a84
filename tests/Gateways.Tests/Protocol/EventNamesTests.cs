using System.Text;
using Gateways.Protocol;

namespace Gateways.Tests.Protocol;

public sealed class EventNamesTests
{
    private readonly EventNames _names = new();

    [Theory]
    [InlineData("e", "\"e\"")]
    [InlineData("say \"x\"", "\"say \\\"x\\\"\"")]
    [InlineData("ä😀", "\"ä😀\"")]
    public void ToJson_Name_IsAJsonString(string name, string expected) => Assert.Equal(expected, Encoding.UTF8.GetString(_names.ToJson(name)));

    [Fact]
    public void ToJson_HalfASurrogatePair_IsReplaced() => Assert.Equal("\"a\uFFFDb\"", Encoding.UTF8.GetString(_names.ToJson("a\uD800b")));

    [Fact]
    public void ToJson_NamesWithoutEnd_KeepsTheFirstAndGetsAllRight()
    {
        var known = _names.ToJson("known");

        for (var i = 0; i < 5000; i++)
        {
            Assert.Equal($"\"made up {i}\"", Encoding.UTF8.GetString(_names.ToJson($"made up {i}")));
        }

        Assert.Same(known, _names.ToJson("known"));
        Assert.NotSame(_names.ToJson("made up 4999"), _names.ToJson("made up 4999"));
    }
}
