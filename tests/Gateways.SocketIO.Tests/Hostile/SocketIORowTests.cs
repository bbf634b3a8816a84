using Gateways.SocketIO.Tests.Clients;
using Gateways.Specification.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Gateways.SocketIO.Tests.Hostile;

/// <summary>What each packet of a client that means no good leads to; a healthy client beside it is not harmed.</summary>
public sealed class SocketIORowTests : IAsyncLifetime
{
    private SpecificationHost? _host;

    private SpecificationHost Host => _host!;

    public async Task InitializeAsync() => _host = await SpecificationHost.StartAsync(static builder => builder.AddSocketIO());

    public async Task DisposeAsync() => await Host.DisposeAsync();

    [Theory]
    [InlineData("42[\"a\"]")]
    [InlineData("431[]")]
    [InlineData("41")]
    [InlineData("44{\"message\":\"x\"}")]
    [InlineData("4")]
    [InlineData("47")]
    [InlineData("abc")]
    public async Task BeforeConnect_ClosesTheConnection(string packet)
    {
        await using var client = await SocketClient.ConnectAsync(Host.Address);

        await client.SendAsync(packet);

        await client.EndedAsync();

        // A close without a code, which .NET calls a normal one.
        Assert.Equal(1000, client.CloseCode);
    }

    [Theory]
    [InlineData("40/spec,")]
    [InlineData("40/spec,[]")]
    [InlineData("42/spec,[\"connect\"]")]
    [InlineData("42/forms,[\"value\"]")]
    [InlineData("41/forms,")]
    [InlineData("44/spec,{\"message\":\"x\"}")]
    [InlineData("451-/spec,[\"echo\",{\"_placeholder\":true,\"num\":\"splice\"}]", "b")]
    [InlineData("451-/spec,[\"echo\",1]", "42/spec,[\"echo\",1]")]
    [InlineData("451-/spec,[\"echo\",1]", "41/spec,")]
    [InlineData("41/spec,", "42/spec,[\"echo\",1]")]
    [InlineData("b")]
    [InlineData("2")]
    [InlineData("")]
    [InlineData("1")]
    public async Task AfterConnect_ClosesTheConnectionAndHarmsNobodyElse(params string[] packets)
    {
        await using var healthy = await ConnectAsync();
        await using var client = await ConnectAsync();

        foreach (var packet in packets)
        {
            await (packet == "b" ? client.SendBytesAsync([1]) : client.SendAsync(packet));
        }

        await client.EndedAsync();
        await healthy.SendAsync("42/spec,1[\"echo\",5]");
        Assert.Equal("43/spec,1[5]", await healthy.NextAsync());
    }

    [Theory]
    [InlineData("42/spec,")]
    [InlineData("43/spec,77[\"x\"]")]
    [InlineData("43/spec,[]")]
    [InlineData("42/spec,[\"__proto__\"]")]
    [InlineData("42/spec,[\"error\",\"x\"]")]
    [InlineData("42/spec,[5,1]")]
    [InlineData("3")]
    [InlineData("0")]
    [InlineData("5")]
    [InlineData("6")]
    public async Task AfterConnect_IsIgnored(string packet)
    {
        await using var client = await ConnectAsync();

        await client.SendAsync(packet);

        await client.SendAsync("42/spec,1[\"echo\",5]");
        Assert.Equal("43/spec,1[5]", await client.NextAsync());
    }

    [Theory]
    [InlineData("40/nope", "44/nope,{\"message\":\"Invalid namespace\"}")]
    [InlineData("40/spec?a=b,", "44/spec?a=b,{\"message\":\"Invalid namespace\"}")]
    [InlineData("40/Spec,", "44/Spec,{\"message\":\"Invalid namespace\"}")]
    [InlineData("40", "44{\"message\":\"Invalid namespace\"}")]
    public async Task Connect_UnknownNamespace_IsRefusedAndTheConnectionStays(string packet, string answer)
    {
        await using var client = await SocketClient.ConnectAsync(Host.Address);

        await client.SendAsync(packet);
        Assert.Equal(answer, await client.NextAsync());

        await client.SendAsync("40/spec,");
        Assert.StartsWith("40/spec,{\"sid\":\"", await client.NextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AckId_WithLeadingZeros_IsANumber()
    {
        await using var client = await ConnectAsync();

        await client.SendAsync("42/spec,007[\"echo\",\"\\u0000\"]");

        Assert.Equal("43/spec,7[\"\\u0000\"]", await client.NextAsync());
    }

    [Fact]
    public async Task Namespaces_TwoOnOneConnection_HaveTheirOwnIdsAndLives()
    {
        await using var client = await ConnectAsync();
        var first = await Host.Probe.NextConnectedAsync();
        await client.SendAsync("40/forms,");
        Assert.StartsWith("40/forms,{", await client.NextAsync(), StringComparison.Ordinal);
        var second = await Host.Probe.NextConnectedAsync();

        Assert.NotEqual(first.Id, second.Id);
        Assert.Equal(first.ConnectionId, second.ConnectionId);
        Assert.Matches("^[A-Za-z0-9_-]{20}$", first.Id);

        await first.DisconnectAsync();
        Assert.Equal("41/spec,", await client.NextAsync());
        var departure = await Host.Probe.NextDepartureAsync();
        Assert.Equal((CloseReason.ServerDisconnect, "server namespace disconnect"), (departure.Context.Reason, departure.Context.Description));

        // What was under way when the server ended it does no harm.
        await client.SendAsync("42/spec,[\"echo\",1]");
        await client.SendAsync("42/forms,3[\"value\"]");
        Assert.Equal("43/forms,3[\"pong\"]", await client.NextAsync());
    }

    [Fact]
    public async Task Disconnect_FromTheClient_TellsTheReasonAndLeavesTheConnection()
    {
        await using var client = await ConnectAsync();

        await client.SendAsync("41/spec,");
        var departure = await Host.Probe.NextDepartureAsync();
        Assert.Equal((CloseReason.ClientDisconnect, "client namespace disconnect"), (departure.Context.Reason, departure.Context.Description));

        await client.SendAsync("40/spec,");
        Assert.StartsWith("40/spec,{", await client.NextAsync(), StringComparison.Ordinal);
    }

    private async Task<SocketClient> ConnectAsync()
    {
        var client = await SocketClient.ConnectAsync(Host.Address);
        await client.SendAsync("40/spec,");
        Assert.StartsWith("40/spec,{\"sid\":\"", await client.NextAsync(), StringComparison.Ordinal);
        return client;
    }
}
