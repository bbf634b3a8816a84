using System.Text.Json;
using Gateways.Testing.Tests.Gateways;
using Microsoft.Extensions.DependencyInjection;

namespace Gateways.Testing.Tests.Clients;

public sealed class ReceiveTests : IAsyncLifetime
{
    private Cafe _cafe = null!;

    public static TheoryData<GatewayTransports> Transports => Cafe.Transports;

    public async Task InitializeAsync() => _cafe = await Cafe.OpenAsync();

    public async Task DisposeAsync() => await _cafe.DisposeAsync();

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task Receive_OtherEventsBefore_AreKeptInOrder(GatewayTransports transport)
    {
        var (client, guest) = await _cafe.WelcomeAsync(transport);
        await guest.EmitAsync("first", 1);
        await guest.EmitAsync("first", 2);
        await guest.EmitAsync("second", new Seat("t", 3));

        Assert.Equal(new Seat("t", 3), await client.ReceiveAsync<Seat>("second"));
        Assert.Equal(1, await client.ReceiveAsync<int>("first"));
        Assert.Equal(2, await client.ReceiveAsync<int>("first"));
        await client.ExpectNothingAsync("first");
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task Receive_SeveralWait_TheLongestWaitingGetsIt(GatewayTransports transport)
    {
        var (client, guest) = await _cafe.WelcomeAsync(transport);
        var (first, other, second) = (client.ReceiveAsync<int>("n"), client.ReceiveAsync<int>("m"), client.ReceiveAsync<int>("n"));

        await guest.EmitAsync("n", 1);
        await guest.EmitAsync("n", 2);
        await guest.EmitAsync("m", 3);

        Assert.Equal((1, 3, 2), (await first, await other, await second));
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task Receive_NoneTwoOrThreePayloads_AllAreThere(GatewayTransports transport)
    {
        var client = await _cafe.ConnectAsync(transport);
        await client.EmitWithAckAsync("echo", 1);

        await _cafe.Server.EmitAsync("none");
        await _cafe.Server.EmitAsync("two", 1, "b");
        await _cafe.Server.EmitAsync("three", 1, "b", new Seat("t", 1));
        await _cafe.Server.EmitAsync("two", 1, "b");

        Assert.Equal(JsonValueKind.Undefined, (await client.ReceiveAsync("none")).ValueKind);
        Assert.Equal((1, "b"), await client.ReceiveAsync<int, string>("two"));
        Assert.Equal((1, "b", new Seat("t", 1)), await client.ReceiveAsync<int, string, Seat>("three"));
        Assert.Equal("""[1,"b"]""", (await client.ReceiveAsync("two")).GetRawText());
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task Receive_OtherNumberOfPayloads_ShowsThem(GatewayTransports transport)
    {
        var (client, guest) = await _cafe.WelcomeAsync(transport);
        await guest.EmitAsync("two", 1);

        var error = await Assert.ThrowsAsync<JsonException>(() => client.ReceiveAsync<int, int>("two"));

        Assert.Equal("'two' arrived, but not with 2 payloads: 1", error.Message);
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task Receive_AnotherType_ShowsWhatCame(GatewayTransports transport)
    {
        var (client, guest) = await _cafe.WelcomeAsync(transport);
        await guest.EmitAsync("sat", "t1");

        var error = await Assert.ThrowsAsync<JsonException>(() => client.ReceiveAsync<Seat>("sat"));

        Assert.Equal($"'sat' is no {typeof(Seat)}: \"t1\"", error.Message);
    }

    [Fact]
    public async Task Receive_NothingAtAll_TimesOutAndSaysSo()
    {
        var client = await _cafe.Host.ConnectAsync(GatewayTransports.WebSocket, new GatewayTestClientOptions { Timeout = TimeSpan.FromMilliseconds(50) });

        var error = await Assert.ThrowsAsync<TimeoutException>(() => client.ReceiveAsync<int>("sat"));

        Assert.Equal("No 'sat' arrived within 0.05 s at the WebSocket client of /cafe.\nNothing has arrived.", error.Message);
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task Receive_OnlyOtherEvents_TimesOutAndListsThem(GatewayTransports transport)
    {
        var (client, guest) = await _cafe.WelcomeAsync(transport);
        await guest.EmitAsync("taken", true);
        await guest.EmitAsync("quiet");
        await guest.EmitAsync("long", new string('x', 5000));
        await client.ReceiveAsync<bool>("taken");
        await client.ExpectNothingAsync("sat");
        client.Timeout = TimeSpan.FromMilliseconds(50);

        var error = await Assert.ThrowsAsync<TimeoutException>(() => client.ReceiveAsync<int>("sat"));

        Assert.Equal(
            $"No 'sat' arrived within 0.05 s at the {transport} client of /cafe.\nArrived so far: 3:\n  taken true (received)\n  quiet\n  long \"{new string('x', 199)}... (5002 characters)",
            error.Message);
    }

    [Fact]
    public async Task Receive_VeryManyOtherEvents_ListsTheLast()
    {
        var (client, guest) = await _cafe.WelcomeAsync(GatewayTransports.WebSocket);
        for (var i = 0; i < 1000; i++)
        {
            await guest.EmitAsync("n", i);
        }

        await client.ExpectNothingAsync("sat");
        client.Timeout = TimeSpan.FromMilliseconds(50);
        var error = await Assert.ThrowsAsync<TimeoutException>(() => client.ReceiveAsync("sat"));

        Assert.Contains("Arrived so far: 1000, the last 30 of them:\n  n 970\n  n 971\n", error.Message, StringComparison.Ordinal);
        Assert.EndsWith("  n 999", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, await client.ReceiveAsync<int>("n"));
    }

    [Fact]
    public async Task Receive_AfterOneThatTimedOut_StillGetsTheEvent()
    {
        var (client, guest) = await _cafe.WelcomeAsync(GatewayTransports.WebSocket);
        client.Timeout = TimeSpan.FromMilliseconds(50);
        await Assert.ThrowsAsync<TimeoutException>(() => client.ReceiveAsync("sat"));
        client.Timeout = TimeSpan.FromSeconds(15);

        await guest.EmitAsync("sat", "t1");

        Assert.Equal("t1", await client.ReceiveAsync<string>("sat"));
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task Receive_ConnectionHasEnded_ThrowsAtOnceButKeepsWhatCame(GatewayTransports transport)
    {
        var (client, guest) = await _cafe.WelcomeAsync(transport, new GatewayTestClientOptions { Timeout = TimeSpan.FromMinutes(10) });
        var waiting = client.ReceiveAsync<int>("never");
        await guest.EmitAsync("sat", "t1");

        await guest.DisconnectAsync(CloseReason.Refused);

        var error = await Assert.ThrowsAsync<GatewayTestDisconnectedException>(() => waiting);
        var reason = Cafe.ReasonAt(transport, "connection refused");
        Assert.Equal(reason, error.Disconnect.Reason);
        var end = transport == GatewayTransports.WebSocket ? $"code 4403, \"{reason}\"" : $"\"{reason}\"";
        Assert.Equal($"No 'never' arrived at the {transport} client of /cafe.\nArrived so far: 1:\n  sat \"t1\"\nThe connection has ended: {end}.", error.Message);
        Assert.Equal("t1", await client.ReceiveAsync<string>("sat"));
        await client.ExpectNothingAsync("never");
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task ExpectNothing_ItArrived_ShowsIt(GatewayTransports transport)
    {
        var (client, guest) = await _cafe.WelcomeAsync(transport);
        await guest.EmitAsync("sat", "t1");

        var error = await Assert.ThrowsAsync<GatewayTestUnexpectedEventException>(() => client.ExpectNothingAsync("sat"));

        Assert.Equal("sat", error.EventName);
        Assert.Equal("t1", error.Payload.GetString());
        Assert.Equal($"An unexpected 'sat' arrived at the {transport} client of /cafe.\nArrived so far: 1:\n  sat \"t1\"", error.Message);
        Assert.Equal("t1", await client.ReceiveAsync<string>("sat"));
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task ExpectNothing_BehindManyEvents_SeesThemAll(GatewayTransports transport)
    {
        var (client, guest) = await _cafe.WelcomeAsync(transport);
        for (var round = 0; round < 100; round++)
        {
            await guest.EmitAsync("n", round);
            await Assert.ThrowsAsync<GatewayTestUnexpectedEventException>(() => client.ExpectNothingAsync("n"));
            Assert.Equal(round, await client.ReceiveAsync<int>("n"));
            await client.ExpectNothingAsync("n");
        }
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task ExpectNothing_WhateverTheServerThinksOfUnknownEvents_LeavesNoTrace(GatewayTransports transport)
    {
        await using var strict = await Cafe.OpenAsync(configureServices: static services => services.AddGateways(static options =>
        {
            options.UnknownEvents = UnknownEventPolicy.Close;
            options.NestCompat.OmitErrorAcks = true;
        }));
        var client = await strict.ConnectAsync(transport);

        await client.ExpectNothingAsync("sat");
        await client.ExpectNothingAsync("exception");

        Assert.Equal(1, await client.EmitWithAckAsync<int>("echo", 1));
        client.Timeout = TimeSpan.FromMilliseconds(50);
        Assert.EndsWith("\nNothing has arrived.", (await Assert.ThrowsAsync<TimeoutException>(() => client.ReceiveAsync("sat"))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task ExpectNothing_ConnectionHookStillRuns_SeesWhatItSent(GatewayTransports transport)
    {
        var goOn = new TaskCompletionSource();
        _cafe.Door.Opening = async (guest, token) =>
        {
            await guest.EmitAsync("welcome", 1, token);
            await goOn.Task;
        };
        var (client, _) = await _cafe.WelcomeAsync(transport);
        Assert.Equal(1, await client.ReceiveAsync<int>("welcome"));

        await client.ExpectNothingAsync("welcome");

        goOn.SetResult();
        Assert.Equal(1, await client.EmitWithAckAsync<int>("echo", 1));
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task ExpectNothing_ForAWhile_SeesWhatComesLater(GatewayTransports transport)
    {
        var (client, guest) = await _cafe.WelcomeAsync(transport);

        await client.ExpectNothingAsync("sat", TimeSpan.FromMilliseconds(20));
        var expectation = client.ExpectNothingAsync("sat", TimeSpan.FromSeconds(15));
        await guest.EmitAsync("sat", "t1");

        await Assert.ThrowsAsync<GatewayTestUnexpectedEventException>(() => expectation);
    }
}
