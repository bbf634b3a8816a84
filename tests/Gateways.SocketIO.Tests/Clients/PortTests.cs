using System.Net;
using System.Net.Sockets;
using Gateways.SocketIO.Tests.Clients;
using Gateways.Specification;
using Gateways.Specification.Gateways;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gateways.SocketIO.Tests;

/// <summary>A gateway with a port for itself is not there over any other, whatever a client's headers say.</summary>
public sealed class PortTests
{
    [Fact]
    public async Task Connect_OverAnotherPort_TheNamespaceIsUnknown()
    {
        using var first = Listen();
        using var second = Listen();
        var (own, other) = (PortOf(first), PortOf(second));
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<Probe>();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.ListenHandle((ulong)first.Handle);
            kestrel.ListenHandle((ulong)second.Handle);
        });
        builder.Services.AddGateways().AddGateway<SpecificationGateway>(options => options.Port = own).AddGateway<FormsGateway>().AddGateway<SpecRoomsGateway>(options => options.Port = own).AddSocketIO();
        await using var app = builder.Build();
        app.MapGateways();
        await app.StartAsync().Soon();

        Assert.Equal(("40", "40", "40"), (await AskAsync(own, "/spec"), await AskAsync(own, "/forms"), await AskAsync(own, "/spec-rooms/1")));
        Assert.Equal(("44", "40", "44"), (await AskAsync(other, "/spec"), await AskAsync(other, "/forms"), await AskAsync(other, "/spec-rooms/1")));
    }

    private static Socket Listen()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return socket;
    }

    private static int PortOf(Socket socket) => ((IPEndPoint)socket.LocalEndPoint!).Port;

    private static async Task<string> AskAsync(int port, string @namespace)
    {
        await using var client = await SocketClient.ConnectAsync(new Uri($"http://127.0.0.1:{port}"));
        await client.SendAsync($"40{@namespace},");
        return (await client.NextAsync())[..2];
    }
}
