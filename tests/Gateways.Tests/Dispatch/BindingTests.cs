using System.Text;
using System.Text.Json.Serialization.Metadata;
using Gateways.Infrastructure;
using Gateways.Specification.Gateways;

namespace Gateways.Tests.Dispatch;

public sealed class BindingTests
{
    private static readonly GatewayJson Json = new(CreateOptions());

    [Theory]
    [InlineData("\"a\"", "a")]
    [InlineData(" \"\\u00e4\" ", "ä")]
    public void BindBody_Text_IsRead(string body, string expected) => Assert.Equal(expected, new FakeMessageContext(body).BindBody(Of<string>(), optional: false));

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    public void BindBody_Missing_IsTheFallbackOrAnError(string body)
    {
        Assert.Equal("fallback", new FakeMessageContext(body).BindBody(Of<string>(), optional: true, "fallback"));

        var error = Assert.Throws<MessageBindingException>(() => new FakeMessageContext(body).BindBody(Of<string>(), optional: false));
        Assert.Equal(("", "required"), (error.Property, error.Code));
    }

    [Theory]
    [InlineData("""{"name":"Ann","age":"x"}""", "age")]
    [InlineData("""{"name":5,"age":1}""", "name")]
    [InlineData("5", "")]
    [InlineData("[]", "")]
    public void BindBody_DoesNotFit_TellsWhereWithoutTheData(string body, string place)
    {
        var error = Assert.Throws<MessageBindingException>(() => new FakeMessageContext(body).BindBody(Of<Person>(), optional: true));

        Assert.Equal((place, "invalid_type", "Validation failed"), (error.Property, error.Code, error.Message));
        Assert.NotNull(error.InnerException);
    }

    [Theory]
    [InlineData("""{"a":1}""", 1)]
    [InlineData("""{"b":{"a":2},"a":3}""", 3)]
    [InlineData("""{"a":1,"a":2}""", 2)]
    [InlineData("""{"\u0061":4}""", 4)]
    [InlineData("""{"A":1}""", -1)]
    [InlineData("""{"b":[{"a":5}]}""", -1)]
    [InlineData("""{}""", -1)]
    [InlineData("""[1]""", -1)]
    [InlineData("5", -1)]
    [InlineData("", -1)]
    [InlineData("""{"a":null}""", -1)]
    public void BindProperty_Key_IsFound(string body, int expected) =>
        Assert.Equal(expected, new FakeMessageContext(body).BindProperty("a"u8, Of<int>(), optional: true, -1));

    [Fact]
    public void BindProperty_DoesNotFit_TellsThePath()
    {
        var error = Assert.Throws<MessageBindingException>(() => new FakeMessageContext("""{"who":{"name":"Ann","age":[]}}""").BindProperty("who"u8, Of<Person>(), optional: false));

        Assert.Equal("who.age", error.Property);
    }

    [Theory]
    [InlineData("[1,2,3]", 0, false, 1)]
    [InlineData("[1,2,3]", 2, false, 3)]
    [InlineData("[1,2,3]", 3, false, -1)]
    [InlineData("[[9],2]", 1, false, 2)]
    [InlineData("5", 0, false, 5)]
    [InlineData("5", 1, false, -1)]
    [InlineData("5", 0, true, 5)]
    [InlineData("", 0, false, -1)]
    [InlineData("[null,2]", 0, false, -1)]
    public void BindArgument_Index_IsFound(string body, int index, bool single, int expected) =>
        Assert.Equal(expected, new FakeMessageContext(body, single).BindArgument(index, Of<int>(), optional: true, -1));

    [Fact]
    public void BindArgument_OnlyArgumentIsAnArray_IsThatArgument()
    {
        Assert.Equal([1, 2], new FakeMessageContext("[1,2]", single: true).BindArgument(0, Of<int[]>(), optional: false)!);
        Assert.Null(new FakeMessageContext("[1,2]", single: true).BindArgument(1, Of<int[]>(), optional: true));
    }

    [Fact]
    public void BindArgument_DoesNotFit_TellsTheIndex()
    {
        var error = Assert.Throws<MessageBindingException>(() => new FakeMessageContext("""[1,{"name":"Ann","age":"x"}]""").BindArgument(1, Of<Person>(), optional: false));

        Assert.Equal("[1].age", error.Property);
    }

    [Fact]
    public void Reply_Values_BecomeResults()
    {
        var context = new FakeMessageContext("");

        Assert.Equal(MessageResultKind.Empty, context.Reply(null!, Of<string>()).Kind);
        Assert.Equal(MessageResultKind.Value, context.Reply("x", Of<string>()).Kind);
        Assert.Equal("\"x\"", context.Result);
        var reply = context.Reply(new WsResponse<int>("reply", 5), Of<int>());
        Assert.Equal((MessageResultKind.Event, "reply", "5"), (reply.Kind, reply.EventName, context.Result));
        Assert.Throws<ArgumentException>(() => context.Reply(new WsResponse<int>("", 5), Of<int>()));
    }

    [Fact]
    public void BindBody_InvalidUtf8_IsInvalidType()
    {
        var error = Assert.Throws<MessageBindingException>(() => new FakeMessageContext(Encoding.UTF8.GetString("\"\\ud800\""u8)).BindBody(Of<string>(), optional: false));

        Assert.Equal("invalid_type", error.Code);
    }

    private static JsonTypeInfo<T> Of<T>() => Json.GetTypeInfo<T>();

    private static System.Text.Json.JsonSerializerOptions CreateOptions()
    {
        var options = new GatewayOptions().Json;
        options.TypeInfoResolverChain.Add(new DefaultJsonTypeInfoResolver());
        return options;
    }
}
