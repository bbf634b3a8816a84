namespace Gateways.Specification.Transports;

public abstract partial class TransportSpecification
{
    [Fact]
    public async Task Connect_MessagesSentDuringTheHook_WaitForIt()
    {
        await StartAsync();
        var gate = new Signal();
        Probe.Connecting = async (_, _) =>
        {
            Probe.Note("hook begins");
            await gate.WaitAsync();
            Probe.Note("hook ends");
        };

        var peer = await ConnectAsync();
        Assert.Equal("hook begins", await Probe.NextNoteAsync());
        await peer.Client.EmitAsync("note", "\"first\"");
        await peer.Client.EmitAsync("note", "\"second\"");
        gate.Set();

        Assert.Equal("hook ends", await Probe.NextNoteAsync());
        Assert.Equal("first", await Probe.NextNoteAsync());
        Assert.Equal("second", await Probe.NextNoteAsync());
    }

    [Fact]
    public async Task Connect_Refused_NoMessageRunsAndNoDisconnectHook()
    {
        await StartAsync();
        var gate = new Signal();
        Probe.Connecting = async (_, _) =>
        {
            await gate.WaitAsync();
            throw new WsException("no");
        };
        var refused = await ConnectAsync();
        await refused.Client.EmitAsync("note", "\"never\"");
        gate.Set();
        await refused.Client.Closed;
        await refused.Server.Aborted.WhenCancelled().Soon();

        Probe.Connecting = static (_, _) => default;
        var other = await ConnectAsync();
        await other.Client.CloseAsync();

        Assert.Equal(other.Id, (await Probe.NextDepartureAsync()).Client.Id);
        Assert.False(Probe.HasDepartures);
        Assert.DoesNotContain("never", Probe.Notes);
    }

    [Fact]
    public async Task Connect_RefusedWhileTooMuchWaits_IsReleased()
    {
        await StartAsync(static options => options.MaxPendingMessages = 2);
        var gate = new Signal();
        Probe.Connecting = async (_, _) =>
        {
            await gate.WaitAsync();
            throw new WsException("no");
        };
        var refused = await ConnectAsync();
        for (var i = 0; i < 10; i++)
        {
            await refused.Client.EmitAsync("note", "\"never\"");
        }

        gate.Set();

        await AssertClosedAsync("no", refused.Client);
        await refused.Server.Aborted.WhenCancelled().Soon();
        Assert.False(refused.Server.IsConnected);
    }
}
