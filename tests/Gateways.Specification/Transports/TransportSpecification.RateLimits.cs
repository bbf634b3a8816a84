using System.Text.Json.Nodes;

namespace Gateways.Specification.Transports;

public abstract partial class TransportSpecification
{
    private const string TooMany = "Too many requests";

    [Fact]
    public async Task RateLimit_OfTheGateway_CountsEveryEventOfOneClient()
    {
        var (peer, other) = (await ConnectAsync("/limited"), await ConnectAsync("/limited"));
        await peer.Client.EmitAsync("nobody handles this", "1");
        await peer.Client.EmitAsync("nor this", "2");
        for (var i = 3; i <= 5; i++)
        {
            Assert.Equal($"{i}", (await peer.Client.CallAsync("free", $"{i}")).Value);
        }

        var refused = await peer.Client.CallAsync("free", "6");

        Assert.Null(refused.Value);
        Assert.Contains(TooMany, refused.Error, StringComparison.Ordinal);
        var told = JsonNode.Parse(await peer.Client.HearAsync("exception"))!;
        Assert.Equal(("error", TooMany), ((string?)told["status"], (string?)told["message"]));
        Assert.InRange((int)told["retryAfter"]!, 1, 3600);
        Assert.Contains(TooMany, (await peer.Client.CallAsync("nor this", "7")).Error, StringComparison.Ordinal);
        Assert.Equal("1", (await other.Client.CallAsync("free", "1")).Value);
    }

    [Fact]
    public async Task RateLimit_OfAHandlerForEveryone_IsSharedByClients()
    {
        var (peer, other) = (await ConnectAsync("/limited"), await ConnectAsync("/limited"));

        Assert.Equal("1", (await peer.Client.CallAsync("tight", "1")).Value);
        Assert.Equal("2", (await other.Client.CallAsync("tight", "2")).Value);

        Assert.Contains(TooMany, (await peer.Client.CallAsync("tight", "3")).Error, StringComparison.Ordinal);
        Assert.Equal("4", (await peer.Client.CallAsync("free", "4")).Value);
    }

    [Fact]
    public async Task RateLimit_RejectionDrops_OnlyTheAckTells()
    {
        await StartAsync(static options => options.RateLimits.Rejection = RateLimitRejection.Drop);
        var peer = await ConnectAsync("/limited");
        for (var i = 0; i < 7; i++)
        {
            await peer.Client.EmitAsync("free", "1");
        }

        Assert.Contains(TooMany, (await peer.Client.CallAsync("free", "8")).Error, StringComparison.Ordinal);
        while (peer.Client.HasEvents)
        {
            Assert.NotEqual("exception", (await peer.Client.NextAsync()).Name);
        }
    }

    [Fact]
    public async Task RateLimit_RejectionCloses_TheClientIsTold()
    {
        await StartAsync(static options => options.RateLimits.Rejection = RateLimitRejection.Close);
        var peer = await ConnectAsync("/limited");
        for (var i = 0; i < 6; i++)
        {
            await peer.Client.EmitAsync("free", "1");
        }

        var told = await peer.Client.Closed;
        if (ClosesWithText)
        {
            Assert.Contains(TooMany, told, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(RateLimitScope.User)]
    [InlineData(RateLimitScope.Everyone)]
    public async Task RateLimit_OfTheApplication_IsSharedAsItsScopeSays(RateLimitScope scope)
    {
        await StartAsync(options => options.RateLimits.Add(scope, 2, TimeSpan.FromHours(1)));
        Probe.Connecting = static (client, _) =>
        {
            client.UserIdentifier = "ada";
            return default;
        };
        var (peer, other) = (await ConnectAsync(), await ConnectAsync());

        Assert.Equal("1", (await peer.Client.CallAsync("echo", "1")).Value);
        Assert.Equal("2", (await other.Client.CallAsync("echo", "2")).Value);

        Assert.Contains(TooMany, (await other.Client.CallAsync("echo", "3")).Error, StringComparison.Ordinal);
    }
}
