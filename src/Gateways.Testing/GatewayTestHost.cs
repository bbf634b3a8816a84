using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Gateways.Hosting;
using Gateways.Infrastructure;
using Gateways.Testing.Clients;
using Gateways.Testing.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gateways.Testing;

/// <summary>
/// A server with gateways, in memory and without a port, and the clients that connect to it. Either an application of its own around one gateway
/// (<see cref="StartAsync{TGateway}"/>), or around a test server that exists already (<see cref="For(TestServer)"/>), as a <c>WebApplicationFactory</c> has one.
/// Hosts share nothing, so tests may run in parallel.
/// </summary>
public sealed class GatewayTestHost : IAsyncDisposable
{
    /// <summary>How long the application may take to stop, in real time: its own limits may stand on a clock that does not move.</summary>
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(30);

    private readonly WebApplication? _app;
    private readonly TestServer _server;
    private readonly string? _path;
    private readonly LogRecorder _log;
    private readonly ConcurrentDictionary<GatewayTestClient, bool> _clients = new();

    private GatewayTestHost(TestServer server, string? path, LogRecorder log, WebApplication? app = null)
    {
        _app = app;
        _server = server;
        _path = path;
        _log = log;
        Engine = server.Services.GetService<GatewayEngine>() ?? throw new ArgumentException("The server has no gateways: its application does not call AddGateways().", nameof(server));
    }

    /// <summary>The services of the server's application.</summary>
    public IServiceProvider Services => _server.Services;

    /// <summary>The server, for requests of other kinds: <c>host.TestServer.CreateClient()</c>.</summary>
    public TestServer TestServer => _server;

    /// <summary>What the server has logged so far, the newest 4096 lines of it, as far as its filters let them through. Around a server that existed already: since then.</summary>
    public IReadOnlyList<GatewayTestLogLine> Logs => _log.Lines;

    /// <summary>Starts an application around one gateway.</summary>
    /// <typeparam name="TGateway">The gateway.</typeparam>
    /// <param name="configureServices">
    /// Adds what the gateway needs, fakes included. May call <c>AddGateways(..)</c> for options, more gateways and transports; when it adds no transport, plain WebSocket,
    /// SignalR, Socket.IO and Server-Sent Events are added.
    /// </param>
    /// <param name="options">Clock, middleware, and what is said of the gateways' endpoints.</param>
    /// <exception cref="Exception">The application does not start: its own exception.</exception>
    public static async Task<GatewayTestHost> StartAsync<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TGateway>(
        Action<IServiceCollection>? configureServices = null, GatewayTestHostOptions? options = null)
        where TGateway : class, IGatewayDefinition<TGateway>
    {
        options ??= new GatewayTestHostOptions();
        var log = new LogRecorder();
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { EnvironmentName = options.EnvironmentName });
        builder.WebHost.UseTestServer();
        builder.Logging.AddProvider(log);
        if (options.Time is { } time)
        {
            builder.Services.AddSingleton(time);
        }

        configureServices?.Invoke(builder.Services);
        var gateways = builder.Services.AddGateways().AddGateway<TGateway>();
        if (!builder.Services.Any(static service => service.ServiceType == typeof(IGatewayTransport)))
        {
            gateways.AddWebSockets().AddSignalR().AddSocketIO().AddServerSentEvents();
        }

        var app = builder.Build();
        try
        {
            options.App?.Invoke(app);
            var endpoints = app.MapGateways();
            options.Gateways?.Invoke(endpoints);
            await app.StartAsync().ConfigureAwait(false);
            return new GatewayTestHost(app.GetTestServer(), TGateway.Descriptor.Path, log, app);
        }
        catch
        {
            await app.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>A host around a test server: <c>GatewayTestHost.For(factory.Server)</c>. Clients must say which path they connect to. The server is not disposed with the host.</summary>
    /// <exception cref="ArgumentException">The server has no gateways.</exception>
    public static GatewayTestHost For(TestServer server) => For(server, path: null);

    /// <summary>A host around a test server, for clients of one gateway. The server is not disposed with the host.</summary>
    /// <typeparam name="TGateway">The gateway clients connect to when they do not say another.</typeparam>
    /// <exception cref="ArgumentException">The server has no gateways.</exception>
    public static GatewayTestHost For<TGateway>(TestServer server)
        where TGateway : class, IGatewayDefinition<TGateway>
        => For(server, TGateway.Descriptor.Path);

    /// <summary>The handle to emit from.</summary>
    /// <exception cref="InvalidOperationException">The application does not have this gateway.</exception>
    public IGatewayServer<TGateway> GetServer<TGateway>()
        where TGateway : class
        => Services.GetRequiredService<IGatewayServer<TGateway>>();

    /// <summary>Connects a client to a path.</summary>
    /// <inheritdoc cref="ConnectAsync(GatewayTransports, GatewayTestClientOptions?)"/>
    /// <param name="transport">The one transport.</param>
    /// <param name="path">The gateway's path.</param>
    public Task<GatewayTestClient> ConnectAsync(GatewayTransports transport, string path) => ConnectAsync(transport, new GatewayTestClientOptions { Path = path });

    /// <summary>
    /// Connects a client. Completes when the transport is open: a connection hook may still run, and may still refuse the client, which then sees the end of its connection.
    /// </summary>
    /// <param name="transport">The one transport.</param>
    /// <param name="options">What the client sends, and how long it waits.</param>
    /// <returns>The client; disposed with the host when not before.</returns>
    /// <exception cref="GatewayTestConnectException">The server refused, with a status such as 401, or failed.</exception>
    /// <exception cref="TimeoutException">The server did not answer in time.</exception>
    public async Task<GatewayTestClient> ConnectAsync(GatewayTransports transport, GatewayTestClientOptions? options = null)
    {
        options ??= new GatewayTestClientOptions();
        var path = options.Path ?? _path ?? throw new InvalidOperationException("Say which gateway: give the client a path, or use GatewayTestHost.For<TGateway>(server).");
        if (!path.StartsWith('/'))
        {
            throw new ArgumentException($"The path '{path}' does not begin with '/'.", nameof(options));
        }

        if (options.Resumes is { } lost && (lost.Transport != transport || transport is not (GatewayTransports.SocketIO or GatewayTransports.ServerSentEvents)))
        {
            throw new ArgumentException($"A {transport} client cannot come back for a {lost.Transport} client: clients of Socket.IO and of Server-Sent Events can, each for one of its own.", nameof(options));
        }

        var link = new TestLink(this, _server, _log, options, path, options.Json ?? Engine.Options.Json);
        using var patience = new CancellationTokenSource(options.Timeout);
        try
        {
            var client = await ConnectAsync(transport, link, patience.Token).ConfigureAwait(false);
            _clients.TryAdd(client, true);
            return client;
        }
        catch (OperationCanceledException error) when (patience.IsCancellationRequested)
        {
            throw new TimeoutException($"The server did not let the {transport} client of {path} in within {options.Timeout.TotalSeconds:0.###} s.", error);
        }
    }

    /// <summary>
    /// Disposes the clients that still are, then stops the application, unless it was there before the host; disconnect hooks have run then. The logs stay readable.
    /// </summary>
    /// <exception cref="TimeoutException">The application did not stop within 30 s of real time: most likely a handler never ends.</exception>
    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_clients.Keys.Select(static client => client.DisposeAsync().AsTask())).ConfigureAwait(false);
        if (_app is not null)
        {
            try
            {
                // On a thread of its own: draining holds the thread that stops the application.
                await Task.Run(StopAsync).WaitAsync(StopLimit).ConfigureAwait(false);
            }
            catch (TimeoutException)
            {
                throw new TimeoutException($"The application did not stop within {StopLimit.TotalSeconds:0} s. Does a handler never end?");
            }
        }

        _log.Dispose();
    }

    internal GatewayEngine Engine { get; }

    internal void Forget(GatewayTestClient client) => _clients.TryRemove(client, out _);

    private static GatewayTestHost For(TestServer server, string? path)
    {
        ArgumentNullException.ThrowIfNull(server);
        var log = new LogRecorder();
        var host = new GatewayTestHost(server, path, log);
        server.Services.GetService<ILoggerFactory>()?.AddProvider(log);
        return host;
    }

    private static Task<GatewayTestClient> ConnectAsync(GatewayTransports transport, TestLink link, CancellationToken cancellationToken) => transport switch
    {
        GatewayTransports.WebSocket => WebSocketTestClient.ConnectAsync(link, cancellationToken),
        GatewayTransports.SignalR => SignalRTestClient.ConnectAsync(link, cancellationToken),
        GatewayTransports.SocketIO => SocketIOTestClient.ConnectAsync(link, cancellationToken),
        GatewayTransports.ServerSentEvents => EventStreamTestClient.ConnectAsync(link, cancellationToken),
        _ => throw new ArgumentException($"There is no client for '{transport}'. Name one transport: WebSocket, SignalR, SocketIO or ServerSentEvents.", nameof(transport)),
    };

    private async Task StopAsync()
    {
        await _app!.StopAsync().ConfigureAwait(false);
        await _app.DisposeAsync().ConfigureAwait(false);
    }
}
