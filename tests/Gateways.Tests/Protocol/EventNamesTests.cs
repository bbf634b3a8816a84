using System.Text;
using Gateways.Protocol;

namespace Gateways.Tests.Protocol;

public sealed class EventNamesTests
{
    [Theory]
    [InlineData("e", "\"e\"")]
    [InlineData("say \"x\"", "\"say \\\"x\\\"\"")]
    [InlineData("ä😀", "\"ä😀\"")]
    public void ToJson_Name_IsAJsonString(string name, string expected) => Assert.Equal(expected, Encoding.UTF8.GetString(EventNames.ToJson(name)));

    [Fact]
    public void ToJson_HalfASurrogatePair_IsReplaced() => Assert.Equal("\"a\uFFFDb\"", Encoding.UTF8.GetString(EventNames.ToJson("a\uD800b")));

    [Fact]
    public void ToJson_NamesWithoutEnd_KeepsTheFirstAndGetsAllRight()
    {
        var known = EventNames.ToJson("known");

        for (var i = 0; i < 5000; i++)
        {
            Assert.Equal($"\"made up {i}\"", Encoding.UTF8.GetString(EventNames.ToJson($"made up {i}")));
        }

        Assert.Same(known, EventNames.ToJson("known"));
        Assert.NotSame(EventNames.ToJson("made up 4999"), EventNames.ToJson("made up 4999"));
    }
}
