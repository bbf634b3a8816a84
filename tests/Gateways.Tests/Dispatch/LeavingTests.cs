using Gateways.Adapters;
using Gateways.Connections;
using Gateways.Specification;
using Gateways.Tests.Adapters;
using Gateways.Tests.Diagnostics;
using Gateways.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Gateways.Tests.Dispatch;

/// <summary>The end of a client comes to its end, whatever it meets on its way.</summary>
[Collection(Alone.Name)]
public sealed class LeavingTests : IAsyncLifetime
{
    /// <summary>How long to look for what must not come.</summary>
    private static readonly TimeSpan LongEnough = TimeSpan.FromMilliseconds(200);

    private readonly Dictionary<string, OutageAdapter> _adapters = [];
    private EngineHost? _host;

    private EngineHost Host => _host!;

    public async Task InitializeAsync() => _host = await EngineHost.StartAsync(configureServices: services => services.AddSingleton<IAdapterFactory>(new OutageAdapterFactory(_adapters)));

    public async Task DisposeAsync() => await Host.DisposeAsync();

    [Fact]
    public async Task End_TheAdapterFails_TheHookRunsAndTheConnectionIsForgotten()
    {
        var (_, session) = Host.Connect();
        await session.SayAsync("note", "\"here\"");
        _adapters["/spec"].FailsToRemove = true;

        await session.EndAsync(CloseReason.ConnectionLost).Soon();

        Assert.Same(session.Client, (await Host.Probe.NextDepartureAsync()).Client);
        Assert.Empty(Host.Engine.Clients);
        Assert.Contains(Host.Log.Lines, static line => line is { EventId: 4013, Error: InvalidOperationException });
    }

    [Fact]
    public async Task Enter_TheTransportEndsTheClient_NobodyMeetsIt()
    {
        var connection = Host.CreateConnection();
        Task? ending = null;
        connection.Entering = session =>
        {
            ending = session.EndAsync(CloseReason.ConnectionLost);
            return default;
        };

        Host.Connect(connection);

        await ending!.Soon();
        Assert.Equal(0, connection.Accepted);
        Assert.False(Host.Probe.HasArrivals);
        Assert.False(Host.Probe.HasDepartures);
        Assert.Empty(Host.Engine.Clients);
        Assert.DoesNotContain(Host.Log.Lines, static line => line.Error is not null);
    }

    [Fact]
    public async Task Connect_TheHookSucceedsWhenItsTimeIsUp_TheDisconnectHookComesBehindIt()
    {
        var (hook, hooked) = (new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), new Signal());
        Host.Probe.Connecting = (_, _) =>
        {
            hooked.Set();
            return new ValueTask(hook.Task);
        };
        var (connection, session) = Host.Connect();
        await hooked.WaitAsync();

        Host.Time.Advance(Host.Engine.Options.ConnectTimeout + TimeSpan.FromSeconds(1));
        await connection.Ended.WaitAsync();
        var ending = session.EndAsync(CloseReason.ConnectionLost);
        Assert.False(Host.Probe.HasDepartures);
        hook.SetResult();

        await ending.Soon();
        Assert.Same(session.Client, (await Host.Probe.NextDepartureAsync()).Client);
    }

    [Fact]
    public async Task Connect_TheHookFailsWhenItsTimeIsUp_IsHeard()
    {
        var (hook, hooked) = (new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), new Signal());
        Host.Probe.Connecting = (_, _) =>
        {
            hooked.Set();
            return new ValueTask(hook.Task);
        };
        var (_, session) = Host.Connect();
        await hooked.WaitAsync();
        Host.Time.Advance(Host.Engine.Options.ConnectTimeout + TimeSpan.FromSeconds(1));

        hook.SetException(new ApplicationException("late"));

        await session.EndAsync(CloseReason.ConnectionLost).Soon();
        Assert.Contains(Host.Log.Lines, static line => line is { EventId: 4002, Error: ApplicationException });
        Assert.False(Host.Probe.HasDepartures);
    }

    [Fact]
    public async Task End_OnTheThreadOfTheHook_WaitsForItAndIsCountedOut()
    {
        using var recorded = new MeasurementRecorder(Host);
        var (ending, wasOver) = (Task.CompletedTask, true);
        Host.Probe.Connecting = (client, _) =>
        {
            ending = ((IGatewaySession)client).EndAsync(CloseReason.ConnectionLost);
            wasOver = ending.Wait(LongEnough, CancellationToken.None);
            return default;
        };

        var (_, session) = Host.Connect();

        await ending.Soon();
        Assert.False(wasOver);
        Assert.Same(session.Client, (await Host.Probe.NextDepartureAsync()).Client);
        Assert.Empty(Host.Engine.Clients);
        Assert.Equal(0, recorded["gateways.connections"].Sum(static change => change.Value));
    }

    [Fact]
    public async Task End_WhileTheHookBlocksItsThread_WaitsForIt()
    {
        var (hooked, gate) = (new Signal(), new Signal());
        Host.Probe.Connecting = (_, _) =>
        {
            hooked.Set();
            gate.WaitAsync().Wait(CancellationToken.None);
            return default;
        };
        var connecting = Task.Run(() => Host.Connect());
        await hooked.WaitAsync();

        var ending = ((IGatewaySession)await Host.Probe.NextConnectedAsync()).EndAsync(CloseReason.ConnectionLost);
        await Task.WhenAny(ending, Task.Delay(LongEnough, TimeProvider.System));
        Assert.False(ending.IsCompleted);
        gate.Set();

        await ending.Soon();
        Assert.Same((await connecting).Session.Client, (await Host.Probe.NextDepartureAsync()).Client);
    }

    [Fact]
    public async Task End_BeforeTheAdapterKnowsTheClient_NobodyStaysThere()
    {
        var (connection, ending) = (Host.CreateConnection(), Task.CompletedTask);
        connection.Entering = session =>
        {
            ending = session.EndAsync(CloseReason.ConnectionLost);
            return session.Emitter.Adapter.AddAsync((IAdapterClient)session, default);
        };

        var (_, session) = Host.Connect(connection);

        await ending.Soon();
        Assert.Null(_adapters["/spec"].Find(session.ClientId));
        Assert.Empty(Host.Engine.Clients);
    }
}
