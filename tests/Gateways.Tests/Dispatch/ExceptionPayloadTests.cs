using System.Text;
using System.Text.Json.Serialization.Metadata;
using Gateways.Dispatch;
using Gateways.Infrastructure;
using Gateways.Protocol;
using Gateways.Specification.Gateways;
using Gateways.Specification.Hosting;

namespace Gateways.Tests.Dispatch;

public sealed class ExceptionPayloadTests
{
    private const string InternalError = """{"status":"error","message":"Internal server error"}""";
    private readonly LogRecorder _log = new();
    private string? _text;

    [Theory]
    [InlineData("no", """{"status":"error","message":"no"}""")]
    [InlineData("say \"ä😀\"\n", """{"status":"error","message":"say \"ä😀\"\n"}""")]
    [InlineData("", """{"status":"error","message":""}""")]
    public void Write_Text_IsTheMessage(string text, string expected)
    {
        Assert.Equal(expected, Write(new WsException(text)));
        Assert.Equal(text, _text);
    }

    [Fact]
    public void Write_Object_IsSentAsItIs()
    {
        Assert.Equal("""{"code":5,"text":"ä😀"}""", Write(new WsException(new { Code = 5, Text = "ä😀" }, "in words"), includeCause: true));
        Assert.Equal("in words", _text);
    }

    [Fact]
    public void Write_TextWithWordsForTheLog_TellsOnlyTheText() =>
        Assert.Equal("""{"status":"error","message":"payload"}""", Write(new WsException((object)"payload", "for logs")));

    [Fact]
    public void Write_Array_IsSentAsItIs() => Assert.Equal("[1,2]", Write(new WsException(new[] { 1, 2 })));

    [Fact]
    public void Write_OtherException_TellsNothing()
    {
        Assert.Equal(InternalError, Write(new InvalidOperationException("secret")));
        Assert.Equal("Internal server error", _text);
        Assert.Empty(_log.Lines);
    }

    [Fact]
    public void Write_Binding_ListsWhatIsWrong()
    {
        var error = new MessageBindingException("user.age", "required", "is missing", new InvalidOperationException("secret"));

        Assert.Equal("""{"status":"error","message":"Validation failed","errors":[{"property":"user.age","code":"required","message":"is missing"}]}""", Write(error));
    }

    [Fact]
    public void Write_Cause_HoldsEventAndBody() =>
        Assert.Equal("""{"status":"error","message":"no","cause":{"pattern":"say \"x\"","data":{"a":[1,"b"]}}}""", Write(new WsException("no"), includeCause: true, """{"a":[1,"b"]}"""));

    [Fact]
    public void Write_CauseWithoutBody_HoldsTheEvent() =>
        Assert.Equal("""{"status":"error","message":"Internal server error","cause":{"pattern":"say \"x\""}}""", Write(new InvalidOperationException(), includeCause: true));

    [Fact]
    public void Write_BindingWithCause_HoldsBoth() =>
        Assert.Equal(
            """{"status":"error","message":"Validation failed","errors":[{"property":"","code":"invalid_type","message":"m"}],"cause":{"pattern":"say \"x\"","data":5}}""",
            Write(new MessageBindingException("", "invalid_type", "m"), includeCause: true, "5"));

    [Fact]
    public void Write_GetterThrows_IsAnInternalErrorAndLogged()
    {
        Assert.Equal(InternalError, Write(new WsException(new EvilPayload())));
        Assert.Equal("Internal server error", _text);
        Assert.Equal(4010, Assert.Single(_log.Lines).EventId);
    }

    [Fact]
    public void Write_GetterThrowsHalfWay_LeavesNoHalf() => Assert.Equal(InternalError, Write(new WsException(new HalfEvilPayload())));

    [Fact]
    public void Write_AfterAFailure_IsWhole()
    {
        Write(new WsException(new HalfEvilPayload()));

        Assert.Equal("""{"first":1}""", Write(new WsException(new { First = 1 })));
    }

    [Fact]
    public void Write_TextPayloadWithoutMessage_IsTheMessage() => Assert.Equal("""{"status":"error","message":"payload"}""", Write(new WsException((object)"payload")));

    [Fact]
    public void Write_HalfOfASurrogatePair_IsReplaced() => Assert.Equal("{\"status\":\"error\",\"message\":\"a\uFFFDb\"}", Write(new WsException("a\uD800b")));

    private string Write(Exception error, bool includeCause = false, string body = "")
    {
        var options = new GatewayOptions().Json;
        options.TypeInfoResolverChain.Add(new DefaultJsonTypeInfoResolver());
        using var output = ScratchWriter.Rent();
        _text = ExceptionPayload.Write(output, error, new GatewayJson(options), includeCause, "say \"x\"", Encoding.UTF8.GetBytes(body), _log);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
