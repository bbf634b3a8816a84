namespace Gateways.Specification.Transports;

public abstract partial class TransportSpecification
{
    private const string InternalError = """{"status":"error","message":"Internal server error"}""";

    [Theory]
    [InlineData("throwText", "nope", """{"status":"error","message":"nope"}""")]
    [InlineData("throwObject", "as text", """{"code":42,"why":"x"}""")]
    [InlineData("throwArray", "a and b", """["a","b"]""")]
    [InlineData("crash", "Internal server error", InternalError)]
    [InlineData("crashLater", "Internal server error", InternalError)]
    [InlineData("cancelled", "Internal server error", InternalError)]
    [InlineData("evilValue", "Internal server error", InternalError)]
    public async Task Exception_InHandler_IsSentAsEventAndFailsTheAck(string eventName, string text, string payload)
    {
        var peer = await ConnectAsync("/forms");

        AssertFailed(await peer.Client.CallAsync(eventName, """{"q":1}"""), text, payload);

        AssertJson(payload, await peer.Client.HearAsync("exception"));
        Assert.Equal("\"pong\"", (await peer.Client.CallAsync("value")).Value);
    }

    [Theory]
    [InlineData("evil")]
    [InlineData("evilLater")]
    public async Task Exception_PayloadCannotBeRead_IsInternalError(string eventName)
    {
        var peer = await ConnectAsync("/forms");

        AssertFailed(await peer.Client.CallAsync(eventName), "Internal server error", InternalError);

        AssertJson(InternalError, await peer.Client.HearAsync("exception"));
        Assert.Equal("\"pong\"", (await peer.Client.CallAsync("value")).Value);
    }

    [Fact]
    public async Task Exception_NoAckAskedFor_OnlyTheEventComes()
    {
        var peer = await ConnectAsync("/forms");

        await peer.Client.EmitAsync("throwText", "1");

        AssertJson("""{"status":"error","message":"nope"}""", await peer.Client.HearAsync("exception"));
        Assert.Equal("\"pong\"", (await peer.Client.CallAsync("value")).Value);
        Assert.False(peer.Client.HasEvents);
    }

    [Fact]
    public async Task Exception_Crash_IsLoggedWithoutTheBody()
    {
        var peer = await ConnectAsync("/forms");

        await peer.Client.CallAsync("crash", "\"a password\"");

        var line = Assert.Single(Host.Log.Lines, static line => line.EventId == 4001);
        Assert.IsType<ApplicationException>(line.Error);
        Assert.DoesNotContain(Host.Log.Lines, static other => other.Text.Contains("a password", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("throwText", """{"status":"error","message":"nope","cause":{"pattern":"throwText","data":{"q":1}}}""", """{"q":1}""")]
    [InlineData("throwText", """{"status":"error","message":"nope","cause":{"pattern":"throwText"}}""")]
    [InlineData("throwText", """{"status":"error","message":"nope","cause":{"pattern":"throwText","data":[1,2]}}""", "1", "2")]
    [InlineData("throwObject", """{"code":42,"why":"x"}""", "1")]
    [InlineData("crashLater", """{"status":"error","message":"Internal server error","cause":{"pattern":"crashLater","data":"x"}}""", "\"x\"")]
    public async Task Exception_WithCause_TellsEventAndBody(string eventName, string payload, params string[] arguments)
    {
        await StartAsync(static options => options.NestCompat.IncludeCause = true);
        var peer = await ConnectAsync("/forms");

        await peer.Client.EmitAsync(eventName, arguments);

        AssertJson(payload, await peer.Client.HearAsync("exception"));
    }

    [Theory]
    [InlineData("task", "", "required", "A value is required.")]
    [InlineData("task", "", "required", "A value is required.", "null")]
    [InlineData("task", "", "invalid_type", "The value does not have the expected type.", "5")]
    [InlineData("task", "age", "invalid_type", "The value does not have the expected type.", """{"name":"Ann","age":"old"}""")]
    [InlineData("property", "name", "required", "A value is required.", """{"age":1}""")]
    [InlineData("property", "age", "invalid_type", "The value does not have the expected type.", """{"name":"Ann","age":[1]}""")]
    [InlineData("arguments", "[1]", "invalid_type", "The value does not have the expected type.", "\"a\"", "\"b\"")]
    [InlineData("eventTask", "", "invalid_type", "The value does not have the expected type.", "1.5")]
    public async Task Binding_BodyDoesNotFit_IsTheBindingError(string eventName, string property, string code, string message, params string[] arguments)
    {
        var peer = await ConnectAsync("/forms");
        var payload = $$"""{"status":"error","message":"Validation failed","errors":[{"property":"{{property}}","code":"{{code}}","message":"{{message}}"}]}""";

        AssertFailed(await peer.Client.CallAsync(eventName, arguments), "Validation failed", payload);

        AssertJson(payload, await peer.Client.HearAsync("exception"));
    }

    [Fact]
    public async Task Binding_NumberAsText_IsTakenAsTheWebDefaultsDo()
    {
        var peer = await ConnectAsync("/forms");

        Assert.Equal("\"a 6\"", (await peer.Client.CallAsync("arguments", "\"a\"", "\"6\"")).Value);
    }
}
