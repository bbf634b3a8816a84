using System.Text.Json.Nodes;

namespace Gateways.Specification.Transports;

public abstract partial class TransportSpecification
{
    [Fact]
    public async Task Unending_HandlerAtDisconnect_IsCancelledAndTheHookComesAfterIt()
    {
        await StartAsync();
        var peer = await ConnectAsync();
        var started = new Signal();
        Probe.Handler = async call =>
        {
            try
            {
                started.Set();
                await Task.Delay(Timeout.Infinite, call.CancellationToken);
                return null;
            }
            finally
            {
                Probe.Note("cancelled");
            }
        };
        Probe.Disconnecting = (_, _) =>
        {
            Probe.Note("hook");
            return default;
        };
        await peer.Client.EmitAsync("run", "1");
        await started.WaitAsync();

        peer.Client.Abort();

        Assert.Equal("cancelled", await Probe.NextNoteAsync());
        Assert.Equal("hook", await Probe.NextNoteAsync());
        Assert.DoesNotContain(Host.Log.Lines, static line => line.EventId == 4001);
    }

    [Fact]
    public async Task Unending_HandlerAtShutdown_IsCancelledWhenTheTimeIsUp()
    {
        await StartAsync(static options => options.ShutdownTimeout = TimeSpan.FromMilliseconds(100));
        var peer = await ConnectAsync();
        var (started, cancelled) = (new Signal(), new Signal());
        Probe.Handler = async call =>
        {
            started.Set();
            await call.CancellationToken.WhenCancelled();
            cancelled.Set();
            return null;
        };
        await peer.Client.EmitAsync("run", "1");
        await started.WaitAsync();

        await Host.StopAsync().Soon();

        await cancelled.WaitAsync();
        Assert.Contains(Host.Log.Lines, static line => line.EventId == 4005);
        Assert.Equal(CloseReason.ServerShutdown, (await Probe.NextDepartureAsync()).Context.Reason);
    }

    [Fact]
    public async Task Unending_HandlerThatHearsNothing_HoldsUpTheHookOnlySoLong()
    {
        await StartAsync(static options => options.HandlerDrainTimeout = TimeSpan.FromMilliseconds(100));
        var peer = await ConnectAsync();
        var (started, gate) = (new Signal(), new Signal());
        Probe.Handler = async _ =>
        {
            started.Set();
            await gate.Task;
            return JsonValue.Create("too late");
        };
        await peer.Client.EmitAsync("run", "1");
        await started.WaitAsync();

        peer.Client.Abort();

        await Probe.NextDepartureAsync();
        gate.Set();
        Assert.Equal("1", (await (await ConnectAsync()).Client.CallAsync("echo", "1")).Value);
    }

    [Theory]
    [InlineData("/spec", false)]
    [InlineData("/spec", true)]
    [InlineData("/per-connection", false)]
    [InlineData("/per-connection", true)]
    [InlineData("/per-message", false)]
    [InlineData("/per-message", true)]
    public async Task Hook_OfConnectionThrows_InEveryLifetime_ClientIsRefusedAndItIsLoggedOnce(string path, bool isAsync)
    {
        await StartAsync();
        Probe.Connecting = isAsync
            ? static async (_, _) =>
            {
                await Task.Yield();
                throw new ApplicationException("secret");
            }
            : static (_, _) => throw new ApplicationException("secret");

        var client = await OpenAsync(path);

        await AssertClosedAsync(CloseReason.InternalError.Text, client);
        Assert.Single(Host.Log.Lines, static line => line is { EventId: 4002, Error: ApplicationException });
        Assert.False(Probe.HasDepartures);
        await Probe.NextConnectedAsync();
        Probe.Connecting = static (_, _) => default;
        Assert.True((await ConnectAsync(path)).Server.IsConnected);
    }

    [Theory]
    [InlineData("/spec", false)]
    [InlineData("/per-connection", true)]
    public async Task Hook_OfDisconnectionThrows_InEveryLifetime_IsLoggedOnceAndInstancesAreDisposed(string path, bool isAsync)
    {
        await StartAsync();
        Probe.Disconnecting = async (_, _) =>
        {
            if (isAsync)
            {
                await Task.Yield();
            }

            Probe.Note("hook");
            throw new ApplicationException("secret");
        };
        var peer = await ConnectAsync(path);

        peer.Client.Abort();

        string[] expected = path == "/spec" ? ["hook"] : ["connect False", "disconnect False after 0", "hook", "gateway ends", "scope ends"];
        foreach (var note in expected)
        {
            var next = await Probe.NextNoteAsync();
            Assert.True(note.EndsWith("ends", StringComparison.Ordinal) ? next is "gateway ends" or "scope ends" : next == note, next);
        }

        await peer.Server.Aborted.WhenCancelled().Soon();
        Probe.Disconnecting = static (_, _) => default;
        Assert.Equal("1", (await (await ConnectAsync()).Client.CallAsync("echo", "1")).Value);
        await Host.StopAsync().Soon();
        Assert.Single(Host.Log.Lines, static line => line is { EventId: 4004, Error: ApplicationException });
    }
}
