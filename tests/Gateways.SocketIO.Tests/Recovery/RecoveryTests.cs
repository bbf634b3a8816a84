using System.Text.RegularExpressions;
using Gateways.SocketIO.Tests.Clients;
using Gateways.Specification.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Gateways.SocketIO.Tests.Recovery;

/// <summary>Connection state recovery on the wire.</summary>
public sealed partial class RecoveryTests : IAsyncLifetime
{
    private SpecificationHost? _host;

    private SpecificationHost Host => _host!;

    /// <summary>With room for all that is emitted while a test, on a machine that has stopped for a while, does not hear.</summary>
    public async Task InitializeAsync() => _host = await SpecificationHost.StartAsync(
        static builder => builder.AddSocketIO(static options => options.ConnectionStateRecovery = new() { MaxEvents = 1_000_000, MaxBytes = 1 << 30 }),
        static options => options.MaxOutboundBytes = 256 << 20,
        static app => app.UseAuthentication());

    public async Task DisposeAsync() => await Host.DisposeAsync();

    [Fact]
    public async Task Resume_AfterALoss_GetsIdRoomsDataAndWhatItMissedBeforeTheConnect()
    {
        var (sid, pid, offset) = await LoseAsync(static async client =>
        {
            await client.JoinAsync("r1");
            client.Data["name"] = "Ann";
        });
        await Host.Server.To("r1").EmitAsync("missed", 1);
        await Host.Server.To("other").EmitAsync("missed", 2);
        await Host.Server.EmitAsync("missed", new byte[] { 3 });
        await Host.Server.To("r1").ExceptClient(sid).EmitAsync("missed", 4);

        await using var client = await SocketClient.ConnectAsync(Host.Address);
        await client.SendAsync($"40/spec,{{\"pid\":\"{pid}\",\"offset\":\"{offset}\",\"token\":\"t\"}}");

        Assert.Matches("^42/spec,\\[\"missed\",1,\"[^\"]+\"\\]$", await client.NextAsync());
        Assert.Matches("^451-/spec,\\[\"missed\",\\{\"_placeholder\":true,\"num\":0\\},\"[^\"]+\"\\]$", await client.NextAsync());
        Assert.Equal("bAw==", await client.NextAsync());
        Assert.Equal($"40/spec,{{\"sid\":\"{sid}\",\"pid\":\"{pid}\"}}", await client.NextAsync());
        var server = await Host.Probe.NextConnectedAsync();
        Assert.Equal((sid, "Ann", true, "r1"), (server.Id, server.Data["name"], server.Handshake.IsRecovered, string.Join(',', server.Rooms)));
        Assert.Equal("""{"token":"t"}""", server.Handshake.Auth.GetRawText());
        await Host.Server.To("r1").EmitAsync("live", 5);
        Assert.StartsWith("42/spec,[\"live\",5,", await client.NextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Resume_SentToByItsIdAsByARoom_HearsIt_AndNobodyKeepsTheRoom()
    {
        await using var stranger = await SocketClient.ConnectAsync(Host.Address);
        IGatewayClient? other = null;
        await JoinAsync(stranger, client =>
        {
            other = client;
            return Task.CompletedTask;
        });
        var (sid, pid, offset) = await LoseAsync();
        await other!.JoinAsync([sid, "r1"]);
        await Host.Server.To(sid).EmitAsync("missed", 1);
        await Host.Server.Except(sid).EmitAsync("missed", 2);

        await using var client = await SocketClient.ConnectAsync(Host.Address);
        await client.SendAsync($"40/spec,{{\"pid\":\"{pid}\",\"offset\":\"{offset}\"}}");

        Assert.StartsWith("42/spec,[\"missed\",1,", await client.NextAsync(), StringComparison.Ordinal);
        Assert.Equal((sid, pid), Connected(await client.NextAsync()));
        Assert.Equal(["r1"], other.Rooms);
    }

    [Fact]
    public async Task Resume_InARoomThatIsNowTheIdOfAClient_ComesBackWithoutIt()
    {
        var (sid, pid, offset) = await LoseAsync();
        var (strangerSid, strangerPid, strangerOffset) = await LoseAsync(client => client.JoinAsync([sid, "r1"]).AsTask());
        await using var client = await SocketClient.ConnectAsync(Host.Address);
        await client.SendAsync($"40/spec,{{\"pid\":\"{pid}\",\"offset\":\"{offset}\"}}");
        Assert.Equal((sid, pid), Connected(await client.NextAsync()));
        await Host.Probe.NextConnectedAsync();

        await using var stranger = await SocketClient.ConnectAsync(Host.Address);
        await stranger.SendAsync($"40/spec,{{\"pid\":\"{strangerPid}\",\"offset\":\"{strangerOffset}\"}}");

        Assert.Equal((strangerSid, strangerPid), Connected(await stranger.NextAsync()));
        Assert.Equal(["r1"], (await Host.Probe.NextConnectedAsync()).Rooms);
    }

    [Fact]
    public async Task Resume_Twice_WorksOnce()
    {
        var (sid, pid, offset) = await LoseAsync();
        await using var first = await SocketClient.ConnectAsync(Host.Address);
        await using var second = await SocketClient.ConnectAsync(Host.Address);

        await first.SendAsync($"40/spec,{{\"pid\":\"{pid}\",\"offset\":\"{offset}\"}}");
        Assert.Equal((sid, pid), Connected(await first.NextAsync()));
        await second.SendAsync($"40/spec,{{\"pid\":\"{pid}\",\"offset\":\"{offset}\"}}");

        var (otherSid, otherPid) = Connected(await second.NextAsync());
        Assert.NotEqual(sid, otherSid);
        Assert.NotEqual(pid, otherPid);
    }

    [Theory]
    [InlineData("\"nobody\"", null)]
    [InlineData(null, "\"00000000-1\"")]
    [InlineData(null, "\"\"")]
    [InlineData(null, "5")]
    [InlineData("{}", null)]
    [InlineData("\"\\ud800\"", null)]
    public async Task Resume_WithWrongSecrets_IsANewClient(string? pid, string? offset)
    {
        var (sid, realPid, realOffset) = await LoseAsync();
        await using var client = await SocketClient.ConnectAsync(Host.Address);

        await client.SendAsync($"40/spec,{{\"pid\":{pid ?? $"\"{realPid}\""},\"offset\":{offset ?? $"\"{realOffset}\""}}}");

        Assert.NotEqual(sid, Connected(await client.NextAsync()).Sid);
    }

    [Theory]
    [InlineData("41/spec,")]
    [InlineData("9")]
    public async Task Resume_AfterAGoodbyeOrAParseError_IsANewClient(string last)
    {
        await using var client = await SocketClient.ConnectAsync(Host.Address);
        var (sid, pid, offset) = await JoinAsync(client);
        await client.SendAsync(last);
        await Host.Probe.NextDepartureAsync();
        await using var other = await SocketClient.ConnectAsync(Host.Address);

        await other.SendAsync($"40/spec,{{\"pid\":\"{pid}\",\"offset\":\"{offset}\"}}");

        Assert.NotEqual(sid, Connected(await other.NextAsync()).Sid);
    }

    [Fact]
    public async Task Resume_CommandsWhileItWasAway_HaveNotReachedIt()
    {
        var (sid, pid, offset) = await LoseAsync(static client => client.JoinAsync("r1").AsTask());
        await Host.Server.To("r1").LeaveAsync("r1");
        await Host.Server.To("r1").DisconnectAsync();
        await using var client = await SocketClient.ConnectAsync(Host.Address);

        await client.SendAsync($"40/spec,{{\"pid\":\"{pid}\",\"offset\":\"{offset}\"}}");

        Assert.Equal((sid, pid), Connected(await client.NextAsync()));
        Assert.Equal(["r1"], (await Host.Probe.NextConnectedAsync()).Rooms);
    }

    [Fact]
    public async Task Resume_WhileEventsAreEmittedWithoutPause_MissesNothingAndHearsNothingTwice()
    {
        await using var first = await SocketClient.ConnectAsync(Host.Address);
        var (_, pid, offset) = await JoinAsync(first);
        var client = first;
        var heard = new List<int>();
        using var stop = new CancellationTokenSource();
        var emitting = Task.Run(async () =>
        {
            using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(1));
            var i = 0;
            for (; !stop.IsCancellationRequested; i++)
            {
                await Host.Server.EmitAsync("n", i);
                if (i % 20 == 0)
                {
                    await pace.WaitForNextTickAsync();
                }
            }

            await Host.Server.EmitAsync("end", i);
            return i;
        });

        for (var cut = 0; cut < 20; cut++)
        {
            for (var i = 0; i < 50; i++)
            {
                offset = Take(await client.NextAsync(), heard) ?? offset;
            }

            client.Abort();
            await Host.Probe.NextDepartureAsync();
            client = await SocketClient.ConnectAsync(Host.Address);
            await client.SendAsync($"40/spec,{{\"pid\":\"{pid}\",\"offset\":\"{offset}\"}}");
        }

        await stop.CancelAsync();
        string packet;
        while (!(packet = await client.NextAsync()).Contains("\"end\"", StringComparison.Ordinal))
        {
            Take(packet, heard);
        }

        Assert.Equal(Enumerable.Range(heard[0], heard.Count), heard);
        Assert.Equal(await emitting, heard[^1] + 1);
        await client.DisposeAsync();
    }

    [Fact]
    public async Task Volatile_IsNeitherKeptNorNumbered()
    {
        var (sid, pid, offset) = await LoseAsync();
        await Host.Server.Volatile.EmitAsync("missed", 1);
        await Host.Server.EmitAsync("missed", 2);

        await using var client = await SocketClient.ConnectAsync(Host.Address);
        await client.SendAsync($"40/spec,{{\"pid\":\"{pid}\",\"offset\":\"{offset}\"}}");

        Assert.StartsWith("42/spec,[\"missed\",2,", await client.NextAsync(), StringComparison.Ordinal);
        Assert.Equal((sid, pid), Connected(await client.NextAsync()));
        var live = client.NextAsync();
        while (!live.IsCompleted)
        {
            await Host.Server.Volatile.EmitAsync("tick", 3);
            await Task.Yield();
        }

        Assert.Equal("42/spec,[\"tick\",3]", await live);
    }

    [GeneratedRegex("^40/spec,\\{\"sid\":\"([^\"]+)\",\"pid\":\"([^\"]+)\"\\}$")]
    private static partial Regex ConnectForm();

    [GeneratedRegex("^42/spec,\\[\"n\",(\\d+),\"([^\"]+)\"\\]$")]
    private static partial Regex EventForm();

    private static string? Take(string packet, List<int> heard)
    {
        if (EventForm().Match(packet) is not { Success: true } match)
        {
            return null;
        }

        heard.Add(int.Parse(match.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture));
        return match.Groups[2].Value;
    }

    private static (string Sid, string Pid) Connected(string packet)
    {
        var match = ConnectForm().Match(packet);
        Assert.True(match.Success, packet);
        return (match.Groups[1].Value, match.Groups[2].Value);
    }

    /// <summary>Enters, and hears one event, for without one a client has no offset.</summary>
    private async Task<(string Sid, string Pid, string Offset)> JoinAsync(SocketClient client, Func<IGatewayClient, Task>? prepare = null)
    {
        await client.SendAsync("40/spec,");
        var (sid, pid) = Connected(await client.NextAsync());
        var server = await Host.Probe.NextConnectedAsync();
        if (prepare is not null)
        {
            await prepare(server);
        }

        await server.EmitAsync("first");
        return (sid, pid, (await client.NextAsync()).Split('"')[3]);
    }

    private async Task<(string Sid, string Pid, string Offset)> LoseAsync(Func<IGatewayClient, Task>? prepare = null, string query = "")
    {
        await using var client = await SocketClient.ConnectAsync(Host.Address, query);
        var joined = await JoinAsync(client, prepare);
        client.Abort();
        await Host.Probe.NextDepartureAsync();
        return joined;
    }
}
