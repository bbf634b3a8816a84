using Gateways.Specification.Clients;
using Gateways.Specification.Gateways;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Gateways.Specification.Transports;

public abstract partial class TransportSpecification
{
    [Fact]
    public async Task Path_WithParameters_IsANamespaceForEachValue()
    {
        var (one, two) = (await ConnectAsync("/spec-rooms/1"), await ConnectAsync("/spec-rooms/2"));

        Assert.Equal("\"1 in /spec-rooms/1\"", (await one.Client.CallAsync("number")).Value);
        Assert.Equal("\"2 in /spec-rooms/2\"", (await two.Client.CallAsync("number")).Value);
        Assert.Equal("1", one.Server.RouteValues["n"]);
        Assert.Equal("/spec-rooms/2", two.Server.Namespace);
    }

    [Fact]
    public async Task Path_ValueDoesNotParse_IsABindingError()
    {
        var (peer, other) = (await ConnectAsync("/keys/no-guid/of"), await ConnectAsync("/keys/5b3f6f4e-7d0f-4b43-9d4c-0f2f2f1d8a11/of"));

        AssertFailed(
            await peer.Client.CallAsync("key"),
            "Validation failed",
            """{"status":"error","message":"Validation failed","errors":[{"property":"key","code":"invalid_type","message":"The value does not have the expected type."}]}""");
        Assert.Equal("\"5b3f6f4e-7d0f-4b43-9d4c-0f2f2f1d8a11\"", (await other.Client.CallAsync("key")).Value);
        Assert.Equal("\"no-guid\"", (await peer.Client.CallAsync("text")).Value);
        AssertJson("\"gr\u00fc\u00df \u00e9\"", (await (await ConnectAsync("/keys/gr\u00fc\u00df \u00e9/of")).Client.CallAsync("text")).Value);
    }

    [Fact]
    public async Task Path_WithParameters_RoomsAreNotShared()
    {
        var (one, oneToo, two) = (await ConnectAsync("/spec-rooms/1"), await ConnectAsync("/spec-rooms/1"), await ConnectAsync("/spec-rooms/2"));
        foreach (var peer in new[] { one, oneToo, two })
        {
            Assert.Null((await peer.Client.CallAsync("join", "\"r1\"")).Error);
        }

        Assert.Null((await one.Client.CallAsync("say", "\"r1\"")).Error);
        Assert.Equal("\"/spec-rooms/1\"", await oneToo.Client.HearAsync("heard"));
        Assert.Null((await two.Client.CallAsync("say", "\"r1\"")).Error);
        Assert.Equal("2", (await two.Client.CallAsync("echo", "2")).Value);
        Assert.All(new[] { one, oneToo, two }, static peer => Assert.False(peer.Client.HasEvents));
    }

    [Theory]
    [InlineData("both", "\"of the first\"", "first|second")]
    [InlineData("emptyFirst", "\"of the second\"", "first|second")]
    [InlineData("empty", null, "first|second")]
    [InlineData("onlyFirst", "\"of the first\"", "")]
    [InlineData("onlySecond", "\"of the second\"", "")]
    public async Task Shared_TwoGatewaysOnOnePath_BothRunAndTheFirstAnswerCounts(string eventName, string? expected, string notes)
    {
        var peer = await ConnectAsync("/shared");

        Assert.Equal(new Ack(expected, null), await peer.Client.CallAsync(eventName));
        Assert.Equal("\"of the second\"", (await peer.Client.CallAsync("onlySecond")).Value);

        Assert.Equal($"first connects|second connects{(notes.Length > 0 ? "|" : "")}{notes}", string.Join('|', TakeNotes()));
        Assert.False(peer.Client.HasEvents);
    }

    [Fact]
    public async Task Shared_TheFirstFails_ItsErrorIsTheAnswer()
    {
        var peer = await ConnectAsync("/shared");
        const string Payload = """{"status":"error","message":"of the first"}""";

        AssertFailed(await peer.Client.CallAsync("failing"), "of the first", Payload);

        AssertJson(Payload, await peer.Client.HearAsync("exception"));
        Assert.Equal("\"of the second\"", (await peer.Client.CallAsync("onlySecond")).Value);
        Assert.False(peer.Client.HasEvents);
    }

    [Fact]
    public async Task Options_OfAGateway_ComeFromConfigurationBeforeTheAttribute()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Gateway:Path"] = "moved/here/", ["Gateway:UnknownEvents"] = "Exception" }).Build();
        await StartAsync(services: builder => builder.Services.Configure<GatewayOptions<RememberingGateway>>(configuration.GetSection("Gateway")));

        var peer = await ConnectAsync("/moved/here");

        Assert.Equal("\"ran\"", (await peer.Client.CallAsync("run")).Value);
        await peer.Client.EmitAsync("unheard");
        AssertJson("""{"status":"error","message":"Unknown event"}""", await peer.Client.HearAsync("exception"));
        await AssertRefusedAsync(404, "/remembering");
    }
}
