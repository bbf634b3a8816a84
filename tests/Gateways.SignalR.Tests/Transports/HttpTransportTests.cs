using System.Security.Claims;
using Gateways.Specification.Clients;
using Gateways.Specification.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;

namespace Gateways.SignalR.Tests.Transports;

/// <summary>The core of the specification over each of SignalR's own transports.</summary>
public sealed class HttpTransportTests
{
    [Theory]
    [InlineData(HttpTransportType.WebSockets)]
    [InlineData(HttpTransportType.ServerSentEvents)]
    [InlineData(HttpTransportType.LongPolling)]
    public async Task Client_OverEachTransport_CallsHearsAnswersAndIsTold(HttpTransportType transport)
    {
        await using var host = await SpecificationHost.StartAsync(static builder => builder.AddSignalR());
        await using var client = await HubClient.ConnectAsync(host.Address, new ClientRequest("/spec"), transport);
        var server = await host.Probe.NextConnectedAsync();
        client.Answer = static (_, data) => Task.FromResult<string?>(data);

        Assert.Equal("[1]", (await client.CallAsync("echo", "[1]")).Value);
        Assert.Equal("Unknown event", (await client.CallAsync("nothing")).Error);
        await server.JoinAsync("r1");
        await host.Server.To("r1").EmitAsync("heard", "hi");
        Assert.Equal("\"hi\"", await client.HearAsync("heard"));
        Assert.Equal(5, await server.EmitWithAckAsync<int>("ask", 5));
        for (var i = 0; i < 50; i++)
        {
            await client.EmitAsync("note", $"\"{i}\"");
        }

        Assert.Equal("init /spec", await host.Probe.NextNoteAsync());
        for (var i = 0; i < 50; i++)
        {
            Assert.Equal($"{i}", await host.Probe.NextNoteAsync());
        }

        await server.DisconnectAsync(CloseReason.Refused);
        Assert.Equal("connection refused", await client.Closed);
        Assert.Equal(CloseReason.Refused, (await host.Probe.NextDepartureAsync()).Context.Reason);
    }

    /// <summary>SignalR's way to name users holds over every transport; where it names nobody, the engine's does.</summary>
    [Theory]
    [InlineData(HttpTransportType.WebSockets, ClaimTypes.NameIdentifier, true, "ada!")]
    [InlineData(HttpTransportType.ServerSentEvents, ClaimTypes.NameIdentifier, true, "ada!")]
    [InlineData(HttpTransportType.LongPolling, ClaimTypes.NameIdentifier, true, "ada!")]
    [InlineData(HttpTransportType.WebSockets, "sub", true, "ada!")]
    [InlineData(HttpTransportType.ServerSentEvents, "sub", true, "ada!")]
    [InlineData(HttpTransportType.LongPolling, "sub", true, "ada!")]
    [InlineData(HttpTransportType.WebSockets, "sub", false, "ada")]
    [InlineData(HttpTransportType.LongPolling, "sub", false, "ada")]
    public async Task Client_OfAnApplicationThatNamesUsersItself_IsThatUser(HttpTransportType transport, string claim, bool isNamed, string expected)
    {
        await using var host = await SpecificationHost.StartAsync(
            builder =>
            {
                builder.AddSignalR();
                if (isNamed)
                {
                    builder.Services.AddSingleton<IUserIdProvider>(new ShoutingUserIdProvider(claim));
                }
            },
            configureApp: app => app.Use((context, next) =>
            {
                context.User = new ClaimsPrincipal(new ClaimsIdentity([new Claim(claim, "ada")], "test"));
                return next();
            }));

        await using var client = await HubClient.ConnectAsync(host.Address, new ClientRequest("/spec"), transport);

        Assert.Equal(expected, (await host.Probe.NextConnectedAsync()).UserIdentifier);
    }

    [Theory]
    [InlineData(HttpTransportType.WebSockets)]
    [InlineData(HttpTransportType.LongPolling)]
    public async Task Client_SaysGoodbyeOverEachTransport_IsClientDisconnect(HttpTransportType transport)
    {
        await using var host = await SpecificationHost.StartAsync(static builder => builder.AddSignalR());
        await using var client = await HubClient.ConnectAsync(host.Address, new ClientRequest("/spec"), transport);

        await client.CloseAsync();

        Assert.Equal(CloseReason.ClientDisconnect, (await host.Probe.NextDepartureAsync()).Context.Reason);
    }

    [Theory]
    [InlineData(HttpTransportType.LongPolling, false)]
    [InlineData(HttpTransportType.LongPolling, true)]
    public async Task Client_RefusedAfterTheNegotiation_IsToldInBand(HttpTransportType transport, bool isUnauthorized)
    {
        await using var host = await SpecificationHost.StartAsync(static builder => builder.AddSignalR());
        var asked = 0;
        host.Probe.Admitting = (_, _) => new(++asked == 1 ? GuardResult.Allow : isUnauthorized ? GuardResult.Unauthorized("who?", 1) : GuardResult.Deny("full", 1));

        await using var client = await HubClient.ConnectAsync(host.Address, new ClientRequest("/guarded"), transport);

        Assert.Equal($$"""{"status":"error","message":"{{(isUnauthorized ? "who?" : "full")}}","data":1}""", await client.HearAsync("exception"));
        Assert.Equal(isUnauthorized ? "who?" : "full", await client.Closed);
        Assert.False(host.Probe.HasDepartures);
    }

    [Theory]
    [InlineData(HttpTransportType.WebSockets)]
    [InlineData(HttpTransportType.ServerSentEvents)]
    [InlineData(HttpTransportType.LongPolling)]
    public async Task Client_RefusedAtTheNegotiation_IsRefusedByHttp(HttpTransportType transport)
    {
        await using var host = await SpecificationHost.StartAsync(static builder => builder.AddSignalR());
        host.Probe.Admitting = static (_, _) => new(false);

        var refusal = await Assert.ThrowsAsync<ConnectRefusedException>(() => HubClient.ConnectAsync(host.Address, new ClientRequest("/guarded"), transport));

        Assert.Equal(403, refusal.Status);
    }

    [Fact]
    public async Task Client_OverTheOwnUrlWithoutNegotiation_Connects()
    {
        await using var host = await SpecificationHost.StartAsync(static builder => builder.AddSignalR().AddWebSockets());
        await using var raw = await RawHub.ConnectAsync(host.Port, "/spec");

        await raw.SendAsync("""{"type":1,"invocationId":"7","target":"echo","arguments":[1]}""");

        Assert.Equal("""{"type":3,"invocationId":"7","result":1}""", await raw.ReadAsync());
    }
}
