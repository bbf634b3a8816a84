using Gateways.SocketIO.Tests.Clients;

namespace Gateways.SocketIO.Tests.Recovery;

/// <content>Whose session it is: the user's whom the guards let in, whatever the connection hook makes of it.</content>
public sealed partial class RecoveryTests
{
    [Theory]
    [InlineData("as=ann", "as=ann", true)]
    [InlineData("as=ann", "as=eve", false)]
    [InlineData("as=ann", "", false)]
    [InlineData("", "as=eve", false)]
    [InlineData("", "", true)]
    public async Task Resume_IsForTheUserWhoWasLetIn(string came, string comesBack, bool isResumed)
    {
        var (sid, pid, offset) = await LoseAsync(query: came);
        await using var client = await SocketClient.ConnectAsync(Host.Address, comesBack);

        await client.SendAsync($"40/spec,{{\"pid\":\"{pid}\",\"offset\":\"{offset}\"}}");

        Assert.Equal(isResumed, sid == Connected(await client.NextAsync()).Sid);
    }

    [Theory]
    [InlineData("", "", true)]
    [InlineData("as=ann", "as=ann", true)]
    [InlineData("", "as=guest", false)]
    [InlineData("as=ann", "as=guest", false)]
    public async Task Resume_WhoseHookHasSaidWhoItIs_IsThatUserAgain(string came, string comesBack, bool isResumed)
    {
        Host.Probe.Connecting = (client, _) =>
        {
            Host.Probe.Note($"hook of {client.UserIdentifier ?? "nobody"}");
            client.UserIdentifier = "guest";
            return default;
        };
        var (sid, pid, offset) = await LoseAsync(query: came);
        await Host.Server.ToUser("guest").EmitAsync("missed", 1);
        await using var client = await SocketClient.ConnectAsync(Host.Address, comesBack);

        await client.SendAsync($"40/spec,{{\"pid\":\"{pid}\",\"offset\":\"{offset}\"}}");

        if (!isResumed)
        {
            Assert.NotEqual(sid, Connected(await client.NextAsync()).Sid);
            return;
        }

        Assert.StartsWith("42/spec,[\"missed\",1,", await client.NextAsync(), StringComparison.Ordinal);
        Assert.Equal((sid, pid), Connected(await client.NextAsync()));
        Assert.Equal("guest", (await Host.Probe.NextConnectedAsync()).UserIdentifier);
        Assert.Equal("hook of guest", Host.Probe.Notes.Last());
        await Host.Server.ToUser("guest").EmitAsync("live", 2);
        Assert.StartsWith("42/spec,[\"live\",2,", await client.NextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Resume_Twice_IsStillForTheUserWhoWasLetIn()
    {
        Host.Probe.Connecting = static (client, _) =>
        {
            client.UserIdentifier = "guest";
            return default;
        };
        var (sid, pid, offset) = await LoseAsync();
        for (var cut = 0; cut < 2; cut++)
        {
            await using var client = await SocketClient.ConnectAsync(Host.Address);
            await client.SendAsync($"40/spec,{{\"pid\":\"{pid}\",\"offset\":\"{offset}\"}}");
            Assert.Equal((sid, pid), Connected(await client.NextAsync()));
            await Host.Probe.NextConnectedAsync();
            client.Abort();
            await Host.Probe.NextDepartureAsync();
        }
    }
}
