namespace Gateways.Specification.Transports;

public abstract partial class TransportSpecification
{
    [Fact]
    public async Task PerConnection_EachClient_HasItsOwnInstanceUntilItLeaves()
    {
        var (first, second) = (await ConnectAsync("/per-connection"), await ConnectAsync("/per-connection"));

        Assert.Equal("1", (await first.Client.CallAsync("count")).Value);
        Assert.Equal("2", (await first.Client.CallAsync("count")).Value);
        Assert.Equal("1", (await second.Client.CallAsync("count")).Value);
        var thing = (await first.Client.CallAsync("thing")).Value;
        Assert.Equal(thing, (await first.Client.CallAsync("thing")).Value);
        Assert.NotEqual(thing, (await second.Client.CallAsync("thing")).Value);
        Assert.Equal("true", (await first.Client.CallAsync("sameThing")).Value);

        first.Client.Abort();
        foreach (var expected in new[] { "connect False", "connect False", "disconnect False after 2" })
        {
            Assert.Equal(expected, await Probe.NextNoteAsync());
        }

        string[] last = [await Probe.NextNoteAsync(), await Probe.NextNoteAsync()];
        Assert.Equal(["gateway ends", "scope ends"], last.Order());
        Assert.Equal("2", (await second.Client.CallAsync("count")).Value);
    }

    [Fact]
    public async Task PerConnection_Refused_InstanceIsDisposed()
    {
        await StartAsync();
        Probe.Connecting = static (_, _) => throw new WsException("no");

        var client = await OpenAsync("/per-connection");

        await client.Closed;
        Assert.Equal("connect False", await Probe.NextNoteAsync());
        string[] last = [await Probe.NextNoteAsync(), await Probe.NextNoteAsync()];
        Assert.Equal(["gateway ends", "scope ends"], last.Order());
    }

    [Fact]
    public async Task PerMessage_EachMessage_HasItsOwnInstanceAndScope()
    {
        var peer = await ConnectAsync("/per-message");

        Assert.Equal("1", (await peer.Client.CallAsync("count")).Value);
        Assert.Equal("1", (await peer.Client.CallAsync("count")).Value);
        var thing = (await peer.Client.CallAsync("thing")).Value;
        Assert.NotEqual(thing, (await peer.Client.CallAsync("thing")).Value);

        // The hook and four messages: five instances, five scopes.
        var notes = new List<string>();
        for (var i = 0; i < 10; i++)
        {
            notes.Add(await Probe.NextNoteAsync());
        }

        Assert.Equal(5, notes.Count(static note => note == "gateway ends"));
        Assert.Equal(5, notes.Count(static note => note == "scope ends"));
    }

    [Fact]
    public async Task FromServices_OnASingleton_ScopeEndsWithTheMessage()
    {
        var peer = await ConnectAsync("/forms");

        Assert.Equal("true", (await peer.Client.CallAsync("scoped")).Value);
        Assert.Equal("scope ends", await Probe.NextNoteAsync());
        Assert.Equal("true", (await peer.Client.CallAsync("scoped")).Value);
        Assert.Equal("scope ends", await Probe.NextNoteAsync());
    }
}
