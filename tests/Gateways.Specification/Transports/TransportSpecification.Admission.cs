namespace Gateways.Specification.Transports;

public abstract partial class TransportSpecification
{
    [Theory]
    [InlineData("admin", "as=ann", "as=ann&role=admin", "\"for admins\"")]
    [InlineData("adult", "as=ann", "as=ann&adult=yes", "\"for adults\"")]
    public async Task Authorize_OnAHandler_IsAskedForEachMessage(string eventName, string tooLittle, string enough, string expected)
    {
        var (poor, rich) = (await ConnectAsync("/members", tooLittle), await ConnectAsync("/members", enough));
        const string Payload = """{"status":"error","message":"Forbidden resource"}""";

        AssertFailed(await poor.Client.CallAsync(eventName), "Forbidden resource", Payload);

        AssertJson(Payload, await poor.Client.HearAsync("exception"));
        Assert.Equal(expected, (await rich.Client.CallAsync(eventName)).Value);
        poor.Server.User = rich.Server.User;
        Assert.Equal(expected, (await poor.Client.CallAsync(eventName)).Value);
    }

    [Fact]
    public async Task Authorize_AllowAnonymousOnAHandler_EveryoneMayConnectAndTheRestIsAskedForEachMessage()
    {
        var (nobody, ann) = (await ConnectAsync("/lobby"), await ConnectAsync("/lobby", "as=ann"));

        Assert.Equal("\"hello\"", (await nobody.Client.CallAsync("hello")).Value);
        AssertFailed(await nobody.Client.CallAsync("secret"), "Unauthorized", """{"status":"error","message":"Unauthorized"}""");
        Assert.Equal("\"secret\"", (await ann.Client.CallAsync("secret")).Value);
    }
}
