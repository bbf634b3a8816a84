using Gateways.Specification;
using Gateways.Specification.Clients;
using Gateways.Specification.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Gateways.SocketIO.Tests.Transports;

/// <summary>What leaves in one write, seen below the socket.</summary>
public sealed class ConnectReplyTests
{
    [Fact]
    public async Task Connect_HookEmits_TheReplyIsAWriteOfItsOwn()
    {
        await using var host = await SpecificationHost.StartAsync(static builder => builder.AddSocketIO());
        host.Probe.Connecting = static async (client, _) => await client.EmitAsync("welcome", 1, CancellationToken.None);
        var link = new RecordedLink();
        var serving = link.ServeAsync(host);
        Assert.StartsWith("0{", await link.NextTextAsync(), StringComparison.Ordinal);

        await link.SendAsync(RawWebSocket.Text("40/spec,"));

        Assert.Matches("""^40/spec,\{"sid":"[A-Za-z0-9_-]{20}"\}$""", await link.NextTextAsync());
        Assert.Equal("42/spec,[\"welcome\",1]", await link.NextTextAsync());
        link.End();
        await serving.Soon();
    }
}
