using Gateways.SocketIO.Tests.Clients;
using Gateways.Specification.Gateways;
using Gateways.Specification.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Gateways.SocketIO.Tests.Recovery;

/// <summary>Who is asked when a client comes back, and what they get to see.</summary>
public sealed class RecoveryAndGuardsTests
{
    [Fact]
    public async Task Resume_GuardsRunAgainAndMayRefuse()
    {
        await using var host = await StartAsync(skipsGuards: false);
        var (sid, secrets) = await LoseAsync(host, "as=ann");
        await host.Server.EmitAsync("missed");
        host.Probe.Admitting = static (_, _) => new(GuardResult.Deny("no more"));
        await using var client = await SocketClient.ConnectAsync(host.Address, "as=ann");

        await client.SendAsync($"40/guarded,{secrets}");

        Assert.Equal("44/guarded,{\"message\":\"no more\"}", await client.NextAsync());
        Assert.DoesNotContain(sid, host.Probe.Notes);
    }

    [Fact]
    public async Task Resume_OfAnotherUsersSession_ItsGuardsDoNotSeeWhatTheOtherLeft()
    {
        await using var host = await StartAsync(skipsGuards: false);
        var (sid, secrets) = await LoseAsync(host, "as=ann");
        host.Probe.Admitting = (context, _) =>
        {
            host.Probe.Note($"saw {context.Data["secret"] ?? "nothing"}");
            return new(GuardResult.Allow);
        };
        await using var client = await SocketClient.ConnectAsync(host.Address, "as=eve");

        await client.SendAsync($"40/guarded,{secrets}");

        Assert.DoesNotContain(sid, await client.NextAsync(), StringComparison.Ordinal);
        var server = await host.Probe.NextConnectedAsync();
        Assert.Null(server.Data["secret"]);
        Assert.Equal(["connection guard", "connection guard", "saw nothing"], host.Probe.Notes.Where(IsOfGuards));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Resume_ThatFails_AsksOneTimeGuardsOnce(bool skipsGuards)
    {
        await using var host = await StartAsync(skipsGuards, maxEvents: 1);
        var (sid, secrets) = await LoseAsync(host, "as=ann");
        await host.Services.GetRequiredService<IGatewayServer<GuardedGateway>>().EmitAsync("missed", 1);
        await host.Services.GetRequiredService<IGatewayServer<GuardedGateway>>().EmitAsync("missed", 2);
        var tickets = 1;
        host.Probe.Admitting = (context, _) =>
        {
            host.Probe.Note($"saw {(context.Handshake.IsRecovered ? "one that is back" : "one that is new")}");
            context.Data["ticket"] = "used";
            return new(tickets-- > 0 ? GuardResult.Allow : GuardResult.Deny("used already"));
        };
        await using var client = await SocketClient.ConnectAsync(host.Address, "as=ann");

        await client.SendAsync($"40/guarded,{secrets}");

        Assert.NotEqual(sid, Place.SidOf(await client.NextAsync()));
        Assert.Equal(["connection guard", "connection guard", "saw one that is new"], host.Probe.Notes.Where(IsOfGuards));
        var server = await host.Probe.NextConnectedAsync();
        Assert.Equal(("used", false, (object?)null), (server.Data["ticket"], server.Handshake.IsRecovered, server.Data["secret"]));
    }

    [Fact]
    public async Task Resume_GuardsSeeTheClientAsNewSinceTheyDecideWhetherItIsTheSame()
    {
        await using var host = await StartAsync(skipsGuards: false);
        var (sid, secrets) = await LoseAsync(host, "as=ann");
        host.Probe.Admitting = static (context, _) => new(context.Handshake.IsRecovered ? GuardResult.Deny("too early to say") : GuardResult.Allow);
        await using var client = await SocketClient.ConnectAsync(host.Address, "as=ann");

        await client.SendAsync($"40/guarded,{secrets}");

        Assert.Equal(sid, Place.SidOf(await client.NextAsync()));
        Assert.True((await host.Probe.NextConnectedAsync()).Handshake.IsRecovered);
        Assert.Equal(["connection guard", "connection guard"], host.Probe.Notes.Where(IsOfGuards));
    }

    [Fact]
    public async Task Resume_WhatGuardsPutIntoTheBag_CountsMoreThanWhatWasThere()
    {
        await using var host = await StartAsync(skipsGuards: false);
        var (sid, secrets) = await LoseAsync(host, "as=ann");
        host.Probe.Admitting = static (context, _) =>
        {
            context.Data["token"] = "fresh";
            return new(GuardResult.Allow);
        };
        await using var client = await SocketClient.ConnectAsync(host.Address, "as=ann");

        await client.SendAsync($"40/guarded,{secrets}");

        Assert.Contains(sid, await client.NextAsync(), StringComparison.Ordinal);
        var server = await host.Probe.NextConnectedAsync();
        Assert.Equal(("fresh", "ann's"), (server.Data["token"], server.Data["secret"]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("as=ann")]
    public async Task SkipGuards_WhoResumes_IsTheUserItWasAndNobodyIsAsked(string query)
    {
        await using var host = await StartAsync(skipsGuards: true);
        var (sid, secrets) = await LoseAsync(host, "as=ann");
        host.Probe.Admitting = static (_, _) => new(GuardResult.Deny("asked"));
        await using var client = await SocketClient.ConnectAsync(host.Address, query);

        await client.SendAsync($"40/guarded,{secrets}");

        Assert.Contains(sid, await client.NextAsync(), StringComparison.Ordinal);
        var server = await host.Probe.NextConnectedAsync();
        Assert.Equal(("ann", "ann", "ann's"), (server.UserIdentifier, server.User.Identity?.Name, server.Data["secret"]));
    }

    [Theory]
    [InlineData("as=eve", true)]
    [InlineData("as=ann", false)]
    public async Task SkipGuards_WhoCannotResume_IsAsked(string query, bool hasOffset)
    {
        await using var host = await StartAsync(skipsGuards: true);
        var (_, secrets) = await LoseAsync(host, "as=ann");
        host.Probe.Admitting = static (_, _) => new(GuardResult.Deny("asked"));
        await using var client = await SocketClient.ConnectAsync(host.Address, query);

        await client.SendAsync($"40/guarded,{(hasOffset ? secrets : secrets.Replace("\"offset\":\"", "\"offset\":\"x", StringComparison.Ordinal))}");

        Assert.Equal("44/guarded,{\"message\":\"asked\"}", await client.NextAsync());
    }

    private static bool IsOfGuards(string note) => note == "connection guard" || note.StartsWith("saw ", StringComparison.Ordinal);

    private static Task<SpecificationHost> StartAsync(bool skipsGuards, int maxEvents = 1000) => SpecificationHost.StartAsync(
        builder => builder.AddSocketIO(options => options.ConnectionStateRecovery = new() { SkipGuards = skipsGuards, MaxEvents = maxEvents }), configureApp: static app => app.UseAuthentication());

    private static async Task<(string Sid, string Secrets)> LoseAsync(SpecificationHost host, string query)
    {
        await using var client = await SocketClient.ConnectAsync(host.Address, query);
        await client.SendAsync("40/guarded,");
        var parts = (await client.NextAsync()).Split('"');
        var server = await host.Probe.NextConnectedAsync();
        (server.Data["secret"], server.Data["token"]) = ("ann's", "old");
        await server.EmitAsync("first");
        var offset = (await client.NextAsync()).Split('"')[3];
        client.Abort();
        await host.Probe.NextDepartureAsync();
        return (parts[3], $"{{\"pid\":\"{parts[7]}\",\"offset\":\"{offset}\"}}");
    }
}
