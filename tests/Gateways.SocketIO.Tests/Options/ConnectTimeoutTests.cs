using Gateways.SocketIO.Tests.Clients;
using Gateways.Specification.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Gateways.SocketIO.Tests.Options;

/// <summary>A connection that lives, as its pongs show, but never enters a namespace.</summary>
public sealed class ConnectTimeoutTests : IAsyncLifetime
{
    private SpecificationHost? _host;

    private SpecificationHost Host => _host!;

    public async Task InitializeAsync() => _host = await SpecificationHost.StartAsync(static builder => builder.AddSocketIO(static options =>
    {
        options.ConnectTimeout = TimeSpan.FromSeconds(1);
        options.PingInterval = TimeSpan.FromMilliseconds(200);
    }));

    public async Task DisposeAsync() => await Host.DisposeAsync();

    [Theory]
    [InlineData(true, "")]
    [InlineData(true, "40/nope")]
    [InlineData(false, "")]
    [InlineData(false, "40/nope")]
    public async Task Passes_NoNamespaceEntered_TheConnectionEndsAndOneThatHasStays(bool usesSocket, string packet)
    {
        // The one that enters is the older: were its time counted on, it would be up first.
        await using var entered = await ConnectAsync(usesSocket);
        await entered.EnterAsync("/spec");
        await using var idle = await ConnectAsync(usesSocket);
        if (packet.Length > 0)
        {
            await idle.SendAsync(packet);
            Assert.Equal("44/nope,{\"message\":\"Invalid namespace\"}", await idle.NextAsync());
        }

        idle.KeepsPings = true;
        Assert.Equal("2", await idle.NextAsync());
        await idle.EndedAsync();

        Assert.Equal(usesSocket ? 1000 : null, (idle as SocketClient)?.CloseCode);
        await entered.SendAsync("42/spec,1[\"echo\",5]");
        Assert.Equal("43/spec,1[5]", await entered.NextAsync());
        Assert.False(Host.Probe.HasDepartures);
    }

    private async Task<EngineClient> ConnectAsync(bool usesSocket) => usesSocket ? await SocketClient.ConnectAsync(Host.Address) : await PollingClient.ConnectAsync(Host.Address);
}
