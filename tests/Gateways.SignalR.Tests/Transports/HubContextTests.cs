using Gateways.Specification.Clients;
using Gateways.Specification.Gateways;
using Gateways.Specification.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;

namespace Gateways.SignalR.Tests.Transports;

/// <summary>SignalR's own hub context reaches the clients of every transport.</summary>
public sealed class HubContextTests : IAsyncLifetime
{
    private SpecificationHost _host = null!;
    private HubClient _hub = null!;
    private PlainWebSocketClient _plain = null!;
    private IGatewayClient _hubSide = null!;
    private IGatewayClient _plainSide = null!;

    private IHubContext<GatewayHub<SpecificationGateway>> Context => _host.Services.GetRequiredService<IHubContext<GatewayHub<SpecificationGateway>>>();

    public async Task InitializeAsync()
    {
        _host = await SpecificationHost.StartAsync(static builder => builder.AddSignalR().AddWebSockets(), configureApp: static app => app.MapHub<PlainHub>("/plain"));
        _hub = await HubClient.ConnectAsync(_host.Address, new ClientRequest("/spec"), HttpTransportType.WebSockets);
        _hubSide = await _host.Probe.NextConnectedAsync();
        _plain = await PlainWebSocketClient.ConnectAsync(_host.Address, new ClientRequest("/spec"));
        _plainSide = await _host.Probe.NextConnectedAsync();
        await _hub.CallAsync("echo", "1");
        await _plain.CallAsync("echo", "1");
    }

    public async Task DisposeAsync()
    {
        await _hub.DisposeAsync();
        await _plain.DisposeAsync();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task All_BothTransports_Hear()
    {
        await Context.Clients.All.SendAsync("pair", 1, "b");

        Assert.Equal("[1,\"b\"]", await _hub.HearAsync("pair"));
        Assert.Equal("[1,\"b\"]", await _plain.HearAsync("pair"));
    }

    [Fact]
    public async Task AllExcept_TheOther_Hears()
    {
        await Context.Clients.AllExcept(_hubSide.Id).SendAsync("heard", 1);

        Assert.Equal("1", await _plain.HearAsync("heard"));
        await AssertHeardNothingAsync(_hub);
    }

    [Fact]
    public async Task Groups_AreTheGatewaysRooms()
    {
        await Context.Groups.AddToGroupAsync(_plainSide.Id, "g");
        await _hubSide.JoinAsync("g");

        await Context.Clients.Group("g").SendAsync("heard", 1);
        await Context.Clients.GroupExcept("g", _hubSide.Id).SendAsync("heard", 2);
        await Context.Clients.Groups("g", "other").SendAsync("heard", 3);
        await Context.Groups.RemoveFromGroupAsync(_plainSide.Id, "g");
        await Context.Clients.Group("g").SendAsync("heard", 4);

        Assert.Equal(["1", "2", "3"], [await _plain.HearAsync("heard"), await _plain.HearAsync("heard"), await _plain.HearAsync("heard")]);
        Assert.Equal(["1", "3", "4"], [await _hub.HearAsync("heard"), await _hub.HearAsync("heard"), await _hub.HearAsync("heard")]);
        await AssertHeardNothingAsync(_plain);
    }

    [Fact]
    public async Task Client_AndClients_ByConnectionId()
    {
        await Context.Clients.Client(_plainSide.Id).SendAsync("heard", 1);
        await Context.Clients.Clients(_plainSide.Id, _hubSide.Id, "nobody").SendAsync("heard", 2);
        await Context.Clients.Clients([]).SendAsync("heard", 3);

        Assert.Equal(["1", "2"], [await _plain.HearAsync("heard"), await _plain.HearAsync("heard")]);
        Assert.Equal("2", await _hub.HearAsync("heard"));
        await AssertHeardNothingAsync(_hub);
        await AssertHeardNothingAsync(_plain);
    }

    [Fact]
    public async Task User_AndUsers_ByIdentifier()
    {
        _plainSide.UserIdentifier = "ann";
        _hubSide.UserIdentifier = "bob";

        await Context.Clients.User("ann").SendAsync("heard", 1);
        await Context.Clients.Users("ann", "bob").SendAsync("heard", 2);

        Assert.Equal(["1", "2"], [await _plain.HearAsync("heard"), await _plain.HearAsync("heard")]);
        Assert.Equal("2", await _hub.HearAsync("heard"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task InvokeAsync_EitherTransport_Answers(bool plain)
    {
        SpecificationClient client = plain ? _plain : _hub;
        client.Answer = static (_, data) => Task.FromResult<string?>($$"""{"name":"x","age":{{data}}}""");

        var person = await Context.Clients.Client(plain ? _plainSide.Id : _hubSide.Id).InvokeAsync<Person>("ask", 7, default);

        Assert.Equal(new Person("x", 7), person);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task InvokeAsync_ClientFails_IsAHubException(bool plain)
    {
        SpecificationClient client = plain ? _plain : _hub;
        client.Answer = static (_, _) => throw new ApplicationException("no way");

        var error = await Assert.ThrowsAsync<HubException>(() => Context.Clients.Client(plain ? _plainSide.Id : _hubSide.Id).InvokeAsync<Person>("ask", 7, default));

        Assert.Equal("no way", error.Message);
    }

    [Fact]
    public async Task InvokeAsync_UnknownClient_IsAnIOException() =>
        await Assert.ThrowsAsync<IOException>(() => Context.Clients.Client("nobody").InvokeAsync<Person>("ask", 7, default));

    [Fact]
    public async Task Server_BothTransports_ShareARoom()
    {
        await _hubSide.JoinAsync("r");
        await _plainSide.JoinAsync("r");

        await _hubSide.To("r").EmitAsync("heard", "from hub");
        await _plainSide.To("r").EmitAsync("heard", "from plain");

        Assert.Equal("\"from hub\"", await _plain.HearAsync("heard"));
        Assert.Equal("\"from plain\"", await _hub.HearAsync("heard"));
    }

    [Fact]
    public async Task PlainHub_OfTheSameApplication_WorksAsBefore()
    {
        await using var client = await HubClient.ConnectAsync(_host.Address, new ClientRequest("/plain"), HttpTransportType.WebSockets);

        Assert.Equal(5, await client.Connection.InvokeAsync<int>("Add", 2, 3));
        Assert.Equal("5", await client.HearAsync("heard"));
        Assert.Contains("does not exist", (await client.CallAsync("echo", "1")).Error, StringComparison.Ordinal);
        await AssertHeardNothingAsync(_hub);
    }

    private static async Task AssertHeardNothingAsync(SpecificationClient client)
    {
        Assert.Equal("1", (await client.CallAsync("echo", "1")).Value);
        Assert.False(client.HasEvents);
    }
}
