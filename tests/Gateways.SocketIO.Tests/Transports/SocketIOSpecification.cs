using System.Text.Json.Nodes;
using Gateways.SocketIO.Tests.Clients;
using Gateways.Specification;
using Gateways.Specification.Clients;
using Gateways.Specification.Hosting;
using Gateways.Specification.Transports;
using Microsoft.Extensions.DependencyInjection;

namespace Gateways.SocketIO.Tests.Transports;

/// <summary>The specification for Socket.IO, whatever carries it.</summary>
public abstract class SocketIOSpecification : TransportSpecification
{
    protected override GatewayTransports Kind => GatewayTransports.SocketIO;

    protected override bool SendsBareValues => false;

    protected override bool ClosesWithText => false;

    protected override bool HasFailedAcks => false;

    protected override bool HasSeveralAckValues => true;

    protected override bool IsReservedName(string eventName) => eventName == "disconnect";

    protected override void AddTransport(IGatewaysBuilder builder) => builder.AddSocketIO();

    protected override async Task SendGarbageAsync(SpecificationHost host, string path, Random random)
    {
        foreach (var packet in Garbage.Packets)
        {
            await using var client = await ConnectEngineAsync(host.Address, "", null);
            await client.SendAsync($"40{path},");
            await client.NextAsync();
            await Record.ExceptionAsync(() => client.SendAsync(packet));
            await Record.ExceptionAsync(() => client.SendBytesAsync(Garbage.Noise(random)));
            await Record.ExceptionAsync(() => client.SendAsync(Garbage.NoiseText(random)));
            client.Abort();
        }
    }

    protected override async Task<Refusal> AskInVainAsync(SpecificationHost host, ClientRequest request)
    {
        try
        {
            await using var engine = await ConnectEngineAsync(host.Address, request.Query, request.Origin);
            await engine.SendAsync($"40{request.Path},");
            if (!await engine.Packets.WaitToReadAsync().Soon())
            {
                // What may pass is said by closing, so that the client comes back.
                return new Refusal(null, "");
            }

            var packet = await engine.NextAsync();
            Assert.StartsWith($"44{request.Path},", packet, StringComparison.Ordinal);
            var refusal = JsonNode.Parse(packet[$"44{request.Path},".Length..])!.AsObject();
            refusal["status"] = "error";
            return new Refusal(null, refusal.ToJsonString());
        }
        catch (ConnectRefusedException error)
        {
            return new Refusal(error.Status, "");
        }
    }

    protected override async Task<SpecificationClient> OpenAsync(SpecificationHost host, ClientRequest request) =>
        await SocketIOTestClient.ConnectAsync(await ConnectEngineAsync(host.Address, request.Query, request.Origin), request.Path);

    private protected abstract Task<EngineClient> ConnectEngineAsync(Uri address, string query, string? origin);
}
