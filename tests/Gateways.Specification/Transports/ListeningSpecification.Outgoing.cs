using Gateways.Specification.Gateways;
using Microsoft.Extensions.DependencyInjection;

namespace Gateways.Specification.Transports;

public abstract partial class ListeningSpecification
{
    protected IGatewayServer Outgoing => Host.Services.GetRequiredService<IGatewayServer<OutgoingGateway>>();

    [Fact]
    public async Task Outgoing_InterceptorChangesThePayload_ClientsHearThat()
    {
        var peer = await ConnectAsync("/outgoing");
        Probe.Sending = static async (place, context, next) =>
        {
            await Task.Yield();
            context.Payloads[0] = $"{context.Payloads[0]} {place}";
            await next();
        };

        await Outgoing.EmitAsync("heard", "a");
        await peer.Server.EmitAsync("heard", "b");
        await peer.Server.EmitAsync("pair", "c", 1);
        await peer.Server.EmitAsync("triple", "d", 1, 2);

        Assert.Equal("\"a First Second\"", await peer.Client.HearAsync("heard"));
        Assert.Equal("\"b First Second\"", await peer.Client.HearAsync("heard"));
        Assert.Equal("[\"c First Second\",1]", await peer.Client.HearAsync("pair"));
        Assert.Equal("[\"d First Second\",1,2]", await peer.Client.HearAsync("triple"));
    }
}
