using Gateways.Specification.Clients;

namespace Gateways.Specification.Transports;

public abstract partial class TransportSpecification
{
    [Theory]
    [InlineData("nothing")]
    [InlineData("taskOfNothing")]
    [InlineData("null")]
    [InlineData("event")]
    public async Task NestCompat_OmitEmptyAcks_NothingIsNoAnswer(string eventName)
    {
        await StartAsync(static options => options.NestCompat.OmitEmptyAcks = true);
        var peer = await ConnectAsync("/forms");

        var call = peer.Client.CallAsync(eventName);

        Assert.Equal("\"pong\"", (await peer.Client.CallAsync("value")).Value);
        Assert.False(call.IsCompleted);
        if (eventName == "event")
        {
            await peer.Client.HearAsync("reply");
        }

        Assert.False(peer.Client.HasEvents);
        await AssertNeverAnsweredAsync(peer, call);
    }

    [Theory]
    [InlineData("throwText", true)]
    [InlineData("crashLater", true)]
    [InlineData("unheard", false)]
    public async Task NestCompat_OmitErrorAcks_ErrorsComeAsEventsOnly(string eventName, bool hasEvent)
    {
        await StartAsync(static options => options.NestCompat.OmitErrorAcks = true);
        var peer = await ConnectAsync("/forms");

        var call = peer.Client.CallAsync(eventName);

        Assert.Equal("\"pong\"", (await peer.Client.CallAsync("value")).Value);
        Assert.False(call.IsCompleted);
        if (hasEvent)
        {
            Assert.Equal("exception", (await peer.Client.NextAsync()).Name);
        }

        Assert.False(peer.Client.HasEvents);
        await AssertNeverAnsweredAsync(peer, call);
    }

    [Fact]
    public async Task NestCompat_StreamsAsValues_FirstValueIsTheAckAndTheRestIsLost()
    {
        await StartAsync(static options => options.NestCompat.StreamsAsValues = true);
        var peer = await ConnectAsync("/streams");

        Assert.Equal("0", (await peer.Client.CallAsync("numbers", "3")).Value);
        Assert.Equal("1", (await peer.Client.CallAsync("echo", "1")).Value);
        Assert.False(peer.Client.HasEvents);
    }

    [Fact]
    public async Task NestCompat_StreamsAsValues_WithoutAnAckEachValueGoesBare()
    {
        await StartAsync(static options => options.NestCompat.StreamsAsValues = true);
        var peer = await ConnectAsync("/streams");

        await peer.Client.EmitAsync("numbers", "2");
        Assert.Equal(new Ack(null, null), await peer.Client.CallAsync("events", "1"));

        var heard = new List<ReceivedEvent>();
        while (heard.Count < (SendsBareValues ? 3 : 1))
        {
            heard.Add(await peer.Client.NextAsync());
        }

        Assert.Contains(new ReceivedEvent("heard", "0"), heard);
        Assert.Equal(SendsBareValues ? ["0", "1"] : [], heard.Where(static one => one.Name.Length == 0).Select(static one => one.Data));
    }

    [Theory]
    [InlineData("/spec", "note")]
    [InlineData("/per-connection", "count")]
    public async Task NestCompat_DispatchesBeforeConnected_MessagesDoNotWaitForTheHook(string path, string eventName)
    {
        await StartAsync(static options => options.NestCompat.DispatchesBeforeConnected = true);
        var gate = new Signal();
        Probe.Connecting = async (_, _) => await gate.WaitAsync();
        var peer = await ConnectAsync(path);

        Assert.Null((await peer.Client.CallAsync(eventName, "\"early\"")).Error);
        gate.Set();
        Assert.Contains((await peer.Client.CallAsync(eventName, "\"late\"")).Value, new[] { null, "2" });
    }

    [Fact]
    public async Task NestCompat_All_AnErrorComesWithItsCauseAndWithoutAnAck()
    {
        await StartAsync(static options => options.NestCompat.EnableAll());
        var peer = await ConnectAsync("/forms");

        var call = peer.Client.CallAsync("throwText", """{"q":1}""");

        AssertJson("""{"status":"error","message":"nope","cause":{"pattern":"throwText","data":{"q":1}}}""", await peer.Client.HearAsync("exception"));
        await AssertNeverAnsweredAsync(peer, call);
    }

    /// <summary>The call ends only with its connection.</summary>
    private static async Task AssertNeverAnsweredAsync(Peer peer, Task<Ack> call)
    {
        Assert.Equal("\"pong\"", (await peer.Client.CallAsync("value")).Value);
        Assert.False(call.IsCompleted);
        peer.Client.Abort();
        await Assert.ThrowsAnyAsync<Exception>(() => call);
    }
}
