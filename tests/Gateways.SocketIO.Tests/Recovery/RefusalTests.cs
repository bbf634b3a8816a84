using Gateways.SocketIO.Tests.Clients;
using Gateways.Specification;
using Gateways.Specification.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Gateways.SocketIO.Tests.Recovery;

/// <summary>Who is not let in: for good when the application has said so, and until the next try when something has failed.</summary>
public sealed class RefusalTests : IAsyncDisposable
{
    private const string Exception = "[\"exception\",{\"status\":\"error\",\"message\":\"internal server error\"}]";
    private const string Kept = "40/spec,{";
    private SpecificationHost? _host;

    private SpecificationHost Host => _host!;

    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
        {
            await _host.DisposeAsync();
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Guard_Denies_IsFinalWhereverItIs(bool isAlone)
    {
        await StartAsync();
        Host.Probe.Admitting = static (_, _) => new(GuardResult.Deny("no"));
        await using var client = await ConnectAsync(isAlone);

        await client.SendAsync("40/guarded,");

        Assert.Equal("44/guarded,{\"message\":\"no\"}", await client.NextAsync());
        await AssertOpenAsync(client);
    }

    [Fact]
    public async Task Guard_Fails_ConnectionClosesSoThatTheClientComesBack()
    {
        await StartAsync();
        Host.Probe.Admitting = static (_, _) => throw new ApplicationException("secret");
        await using var client = await ConnectAsync(isAlone: true);

        await client.SendAsync("40/guarded,");

        Assert.Empty(await RestAsync(client));
    }

    [Fact]
    public async Task Guard_FailsWhereOthersAreOnTheConnection_TheyStay()
    {
        await StartAsync();
        Host.Probe.Admitting = static (_, _) => throw new ApplicationException("secret");
        await using var client = await ConnectAsync(isAlone: false);

        await client.SendAsync("40/guarded,");

        Assert.Equal("44/guarded,{\"message\":\"internal server error\"}", await client.NextAsync());
        await AssertOpenAsync(client);
    }

    [Fact]
    public async Task Guard_Hangs_ConnectionClosesSoThatTheClientComesBack()
    {
        var time = new FakeTimeProvider();
        await StartAsync(time);
        var asked = new Signal();
        Host.Probe.Admitting = async (_, _) =>
        {
            asked.Set();
            await new Signal().Task;
            return true;
        };
        await using var client = await ConnectAsync(isAlone: true);
        await client.SendAsync("40/guarded,");
        await asked.WaitAsync();

        time.Advance(TimeSpan.FromSeconds(16));

        Assert.Empty(await RestAsync(client));
    }

    [Fact]
    public async Task Hook_Fails_ClientHearsOfItAndComesBack()
    {
        await StartAsync();
        Host.Probe.Connecting = static (_, _) => throw new ApplicationException("secret");
        await using var client = await ConnectAsync(isAlone: true);

        await client.SendAsync("40/spec,");

        Assert.StartsWith("40/spec,{", await client.NextAsync(), StringComparison.Ordinal);
        Assert.Equal([$"42/spec,{Exception}"], await RestAsync(client));
    }

    [Fact]
    public async Task Hook_FailsWhereOthersAreOnTheConnection_TheyStay()
    {
        await StartAsync();
        await using var client = await ConnectAsync(isAlone: false);
        Host.Probe.Connecting = static (_, _) => throw new ApplicationException("secret");

        await client.SendAsync("40/guarded,");

        Assert.StartsWith("40/guarded,{", await client.NextAsync(), StringComparison.Ordinal);
        Assert.Equal($"42/guarded,{Exception}", await client.NextAsync());
        Assert.Equal("41/guarded,", await client.NextAsync());
        await AssertOpenAsync(client);
    }

    [Fact]
    public async Task Hook_Refuses_IsFinal()
    {
        await StartAsync();
        Host.Probe.Connecting = static (_, _) => throw new WsException("no");
        await using var client = await ConnectAsync(isAlone: true);

        await client.SendAsync("40/spec,");

        Assert.StartsWith("40/spec,{", await client.NextAsync(), StringComparison.Ordinal);
        Assert.Equal("42/spec,[\"exception\",{\"status\":\"error\",\"message\":\"no\"}]", await client.NextAsync());
        Assert.Equal("41/spec,", await client.NextAsync());
        await AssertOpenAsync(client);
    }

    [Fact]
    public async Task Resume_WhileGuardsFail_KeepsItsPlaceForTheNextTry()
    {
        await StartAsync();
        Place place;
        await using (var lost = await SocketClient.ConnectAsync(Host.Address))
        {
            (place, _) = await Place.TakeAsync(Host, lost, "/guarded");
            lost.Abort();
            await Host.Probe.NextDepartureAsync();
        }

        Host.Probe.Admitting = static (_, _) => throw new ApplicationException("secret");
        await using var first = await SocketClient.ConnectAsync(Host.Address);
        await first.SendAsync($"40/guarded,{place.Auth}");
        Assert.Empty(await RestAsync(first));
        Host.Probe.Admitting = static (_, _) => new(GuardResult.Allow);
        await using var second = await SocketClient.ConnectAsync(Host.Address);

        await second.SendAsync($"40/guarded,{place.Auth}");

        Assert.Equal(place.Sid, Place.SidOf(await second.NextAsync()));
    }

    private async Task StartAsync(TimeProvider? time = null) => _host = await SpecificationHost.StartAsync(
        builder =>
        {
            builder.AddSocketIO(static options => options.ConnectionStateRecovery = new());
            if (time is not null)
            {
                builder.Services.AddSingleton(time);
            }
        },
        static options => options.SendTimeout = TimeSpan.FromDays(1));

    private async Task<SocketClient> ConnectAsync(bool isAlone)
    {
        var client = await SocketClient.ConnectAsync(Host.Address);
        if (!isAlone)
        {
            await client.SendAsync("40/spec,");
            Assert.StartsWith(Kept, await client.NextAsync(), StringComparison.Ordinal);
            await SpecificationHost.LetInAsync(Host.Server, await Host.Probe.NextConnectedAsync());
        }

        return client;
    }

    private static async Task AssertOpenAsync(SocketClient client)
    {
        await client.SendAsync("40/nowhere,");
        Assert.StartsWith("44/nowhere,", await client.NextAsync(), StringComparison.Ordinal);
    }

    /// <summary>What comes until the connection closes.</summary>
    private static async Task<List<string>> RestAsync(SocketClient client)
    {
        var rest = new List<string>();
        while (await client.Packets.WaitToReadAsync().Soon())
        {
            rest.Add(await client.NextAsync());
        }

        return rest;
    }
}
