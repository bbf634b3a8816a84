using System.Text.Json.Nodes;

namespace Gateways.Specification.Transports;

public abstract partial class TransportSpecification
{
    [Fact]
    public async Task Leave_MessagesSentBefore_StillRunAndTheHookComesLast()
    {
        await StartAsync(static options => options.UnknownEvents = UnknownEventPolicy.Exception);
        var peer = await ConnectAsync();
        var gate = new Signal();
        var first = new Signal();
        Probe.Handler = async call =>
        {
            first.Set();
            await gate.Task;
            Probe.Note($"handler {call.Body}");
            return null;
        };
        Probe.Disconnecting = (_, _) =>
        {
            Probe.Note("hook");
            return default;
        };

        for (var i = 0; i < 3; i++)
        {
            await peer.Client.EmitAsync("run", $"{i}");
        }

        // The answer to what was sent after them: the three have arrived.
        await first.WaitAsync();
        await peer.Client.CallAsync("no such event");
        peer.Client.Abort();
        await peer.Server.Aborted.WhenCancelled().Soon();
        gate.Set();

        Assert.Equal("handler 0", await Probe.NextNoteAsync());
        Assert.Equal("handler 1", await Probe.NextNoteAsync());
        Assert.Equal("handler 2", await Probe.NextNoteAsync());
        Assert.Equal("hook", await Probe.NextNoteAsync());
    }

    [Fact]
    public async Task Aborted_ClientLeaves_IsCancelledInHandlers()
    {
        var peer = await ConnectAsync();
        var started = new Signal();
        Probe.Handler = async call =>
        {
            started.Set();
            await call.CancellationToken.WhenCancelled();
            Probe.Note($"told {call.Client.IsConnected}");
            call.CancellationToken.ThrowIfCancellationRequested();
            return null;
        };

        await peer.Client.EmitAsync("run", "1");
        await started.WaitAsync();
        peer.Client.Abort();

        Assert.Equal("told False", await Probe.NextNoteAsync());
        await Probe.NextDepartureAsync();
        Assert.DoesNotContain(Host.Log.Lines, static line => line.EventId == 4001);
    }

    [Fact]
    public async Task Aborted_ClientLeavesWhileTooMuchWaits_IsCancelled()
    {
        await StartAsync(static options =>
        {
            options.MaxPendingMessages = 2;
            options.KeepAliveInterval = TimeSpan.FromSeconds(1);
            options.ClientTimeout = TimeSpan.FromSeconds(3);
        });
        var peer = await ConnectAsync();
        var started = new Signal();
        Probe.Handler = async call =>
        {
            started.Set();
            await call.CancellationToken.WhenCancelled();
            return null;
        };
        for (var i = 0; i < 10; i++)
        {
            await peer.Client.EmitAsync("run", "1");
        }

        await started.WaitAsync();
        peer.Client.Abort();

        Assert.Equal(peer.Id, (await Probe.NextDepartureAsync()).Client.Id);
    }

    [Fact]
    public async Task Disconnect_FromTheHandler_ClientIsClosed()
    {
        var peer = await ConnectAsync();
        Probe.Handler = static async call =>
        {
            await call.Client.DisconnectAsync();
            return JsonValue.Create(1);
        };

        await peer.Client.EmitAsync("run", "1");

        await AssertClosedAsync("server disconnect", peer.Client);
        await Probe.NextDepartureAsync();
    }
}
