using Gateways.Testing.Tests.Gateways;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Gateways.Testing.Tests.Hosting;

/// <summary>A server whose clock the test moves, and clients whose patience it does not touch.</summary>
public sealed class ClockTests
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2030, 1, 1, 8, 0, 0, TimeSpan.Zero));

    public static TheoryData<GatewayTransports> Transports => Cafe.Transports;

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task Handler_ReadsTheTestsClock(GatewayTransports transport)
    {
        await using var cafe = await OpenAsync();
        var (client, guest) = await cafe.WelcomeAsync(transport);
        var before = await client.EmitWithAckAsync<DateTimeOffset>("clock");

        _clock.Advance(TimeSpan.FromHours(3));

        Assert.Equal(before.AddHours(3), await client.EmitWithAckAsync<DateTimeOffset>("clock"));
        Assert.Equal(before, guest.Handshake.Time);
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task ServersAckTimeout_PassesWithTheTestsClock(GatewayTransports transport)
    {
        await using var cafe = await OpenAsync();
        var (client, guest) = await cafe.WelcomeAsync(transport);
        var never = new TaskCompletionSource<int>();
        client.OnEvent("next", (int _) => never.Task);
        var asked = guest.EmitWithAckAsync<int>("next", 7, TimeSpan.FromMinutes(10)).AsTask();
        await client.ExpectNothingAsync("next");
        Assert.False(asked.IsCompleted);

        _clock.Advance(TimeSpan.FromMinutes(10));

        await Assert.ThrowsAsync<TimeoutException>(() => asked);
        never.SetResult(1);
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task ConnectTimeout_PassesWithTheTestsClock(GatewayTransports transport)
    {
        await using var cafe = await OpenAsync();
        cafe.Door.Opening = static (_, token) => new ValueTask(Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token));
        var (client, _) = await cafe.WelcomeAsync(transport);

        _clock.Advance(TimeSpan.FromSeconds(15));

        // Socket.IO invites back by closing, without a word.
        var reason = transport == GatewayTransports.SocketIO ? "" : Cafe.ReasonAt(transport, CloseReason.ConnectTimeout.Text);
        Assert.Equal(reason, (await client.Disconnected).Reason);
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task ClientsPatience_IsRealTime(GatewayTransports transport)
    {
        await using var cafe = await OpenAsync();
        var client = await cafe.ConnectAsync(transport);
        var waiting = client.ReceiveAsync<int>("n");

        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.False(waiting.IsCompleted);
        await cafe.Server.EmitAsync("n", 1);
        await client.EmitWithAckAsync("echo", 1);
        await cafe.Server.EmitAsync("n", 2);

        Assert.InRange(await waiting, 1, 2);
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task Dispose_HandlerSleepsByTheTestsClock_Ends(GatewayTransports transport)
    {
        var cafe = await OpenAsync();
        var (client, _) = await cafe.WelcomeAsync(transport);
        var door = cafe.Door;
        await client.EmitAsync("fall asleep");
        await client.ExpectNothingAsync("exception");

        await cafe.DisposeAsync();

        Assert.False(client.IsConnected);
        Assert.True(door.HasDepartures);
    }

    /// <summary>The clock leaps while the last answer may still be being written: that must not look like a client that does not read.</summary>
    private Task<Cafe> OpenAsync() => Cafe.OpenAsync(
        new GatewayTestHostOptions { Time = _clock }, static services => services.Configure<GatewayOptions>(static options => options.SendTimeout = TimeSpan.FromDays(1)));
}
