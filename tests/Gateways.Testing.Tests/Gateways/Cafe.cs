using Microsoft.Extensions.DependencyInjection;

namespace Gateways.Testing.Tests.Gateways;

/// <summary>A host of the café.</summary>
public sealed class Cafe(GatewayTestHost host) : IAsyncDisposable
{
    public static TheoryData<GatewayTransports> Transports { get; } = [GatewayTransports.WebSocket, GatewayTransports.SignalR, GatewayTransports.SocketIO];

    /// <summary>Those whose clients can answer that something failed.</summary>
    public static TheoryData<GatewayTransports> TransportsWithErrors { get; } = [GatewayTransports.WebSocket, GatewayTransports.SignalR];

    public GatewayTestHost Host { get; } = host;

    public Door Door => Host.Services.GetRequiredService<Door>();

    public IGatewayServer<CafeGateway> Server => Host.GetServer<CafeGateway>();

    public static async Task<Cafe> OpenAsync(GatewayTestHostOptions? options = null, Action<IServiceCollection>? configureServices = null) =>
        new(await GatewayTestHost.StartAsync<CafeGateway>(
            services =>
            {
                services.AddSingleton<Door>();
                configureServices?.Invoke(services);
            },
            options));

    /// <summary>What a client hears of the reason why it was disconnected: nothing, where the protocol has no place for it.</summary>
    public static string ReasonAt(GatewayTransports transport, string reason) => transport == GatewayTransports.SocketIO ? "io server disconnect" : reason;

    /// <summary>A client, and what the gateway sees of it.</summary>
    public async Task<(GatewayTestClient Client, IGatewayClient Guest)> WelcomeAsync(GatewayTransports transport, GatewayTestClientOptions? options = null)
    {
        var client = options is null ? await ConnectAsync(transport) : await Host.ConnectAsync(transport, options);
        return (client, await Door.NextGuestAsync());
    }

    /// <summary>A client with patience for a machine that has stopped for a while.</summary>
    public Task<GatewayTestClient> ConnectAsync(GatewayTransports transport, string? path = null) =>
        Host.ConnectAsync(transport, new GatewayTestClientOptions { Path = path, Timeout = TimeSpan.FromSeconds(30) });

    public ValueTask DisposeAsync() => Host.DisposeAsync();
}
