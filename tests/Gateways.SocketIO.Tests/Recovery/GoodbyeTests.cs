using Gateways.SocketIO.Tests.Clients;
using Gateways.Specification;
using Gateways.Specification.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Gateways.SocketIO.Tests.Recovery;

/// <summary>Who may not come back, who still may, and what a client takes for its place.</summary>
public sealed class GoodbyeTests : IAsyncLifetime
{
    private SpecificationHost? _host;

    private SpecificationHost Host => _host!;

    public async Task InitializeAsync() => _host = await SpecificationHost.StartAsync(
        static builder => builder.AddSocketIO(static options => options.ConnectionStateRecovery = new() { SkipGuards = true }), configureApp: static app => app.UseAuthentication());

    public async Task DisposeAsync() => await Host.DisposeAsync();

    public static TheoryData<CloseReason> Goodbyes => [CloseReason.ServerDisconnect, CloseReason.Unauthorized, CloseReason.ServerDisconnect with { Text = "you are out" }, new CloseReason("banned", 4003, "banned", false)];

    [Theory]
    [MemberData(nameof(Goodbyes))]
    public async Task SentAway_ForWhateverReason_MayNotResume(CloseReason reason)
    {
        var (sid, pid, offset) = await LoseAsync(async (_, server) => await server.CloseConnectionAsync(reason));

        Assert.NotEqual(sid, await ResumeAsync(pid, offset));
    }

    [Fact]
    public async Task SentAway_AndInvitedBack_MayResume()
    {
        var (sid, pid, offset) = await LoseAsync(static async (_, server) => await server.CloseConnectionAsync(new CloseReason("moved", 4004, "moved", true)));

        Assert.Equal(sid, await ResumeAsync(pid, offset));
    }

    [Fact]
    public async Task Lost_WhileGuardsAreAsked_MayStillResume()
    {
        await using var host = await SpecificationHost.StartAsync(static builder => builder.AddSocketIO(static options => options.ConnectionStateRecovery = new()), configureApp: static app => app.UseAuthentication());
        await using var first = await SocketClient.ConnectAsync(host.Address, "as=ann");
        await first.SendAsync("40/guarded,");
        var parts = (await first.NextAsync()).Split('"');
        await (await host.Probe.NextConnectedAsync()).EmitAsync("first");
        var offset = (await first.NextAsync()).Split('"')[3];
        first.Abort();
        await host.Probe.NextDepartureAsync();
        var asked = new TaskCompletionSource();
        host.Probe.Admitting = async (_, cancellationToken) =>
        {
            asked.TrySetResult();
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return GuardResult.Allow;
        };
        await using (var second = await SocketClient.ConnectAsync(host.Address, "as=ann"))
        {
            await second.SendAsync($"40/guarded,{{\"pid\":\"{parts[7]}\",\"offset\":\"{offset}\"}}");
            await asked.Task.Soon();
            second.Abort();
        }

        host.Probe.Admitting = static (_, _) => new(GuardResult.Allow);
        var sid = "";
        for (var tries = 0; sid != parts[3] && tries < 300; tries++)
        {
            // The server may not have noticed yet; a client that is let in anew leaves again.
            await using var third = await SocketClient.ConnectAsync(host.Address, "as=ann");
            await third.SendAsync($"40/guarded,{{\"pid\":\"{parts[7]}\",\"offset\":\"{offset}\"}}");
            sid = (await third.NextAsync()).Split('"')[3];
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, CancellationToken.None);
        }

        Assert.Equal(parts[3], sid);
    }

    [Fact]
    public async Task Reply_AsAnEvent_SaysWhereItsClientStands()
    {
        await using var client = await SocketClient.ConnectAsync(Host.Address);
        await client.SendAsync("40/forms,");
        Assert.StartsWith("40/forms,{", await client.NextAsync(), StringComparison.Ordinal);
        var server = Host.Services.GetRequiredService<IGatewayServer<Gateways.Specification.Gateways.FormsGateway>>();
        using var patience = new CancellationTokenSource(Patience.Limit);
        while (await server.CountAsync(patience.Token) == 0)
        {
            // The client is told that it is connected before it is let in.
            await Task.Yield();
        }

        await server.EmitAsync("first", "text");
        var offset = (await client.NextAsync()).Split('"')[5];

        await client.SendAsync("42/forms,[\"event\"]");

        Assert.Equal($"42/forms,[\"reply\",{{\"name\":\"Ann\",\"age\":1}},\"{offset}\"]", await client.NextAsync());
    }

    private async Task<(string Sid, string Pid, string Offset)> LoseAsync(Func<SocketClient, IGatewayClient, Task> leave)
    {
        await using var client = await SocketClient.ConnectAsync(Host.Address);
        await client.SendAsync("40/spec,");
        var parts = (await client.NextAsync()).Split('"');
        var server = await Host.Probe.NextConnectedAsync();
        await server.EmitAsync("first");
        var offset = (await client.NextAsync()).Split('"')[3];
        await leave(client, server);
        await client.EndedAsync();
        await Host.Probe.NextDepartureAsync();
        return (parts[3], parts[7], offset);
    }

    private async Task<string> ResumeAsync(string pid, string offset)
    {
        await using var client = await SocketClient.ConnectAsync(Host.Address);
        await client.SendAsync($"40/spec,{{\"pid\":\"{pid}\",\"offset\":\"{offset}\"}}");
        return (await client.NextAsync()).Split('"')[3];
    }
}
