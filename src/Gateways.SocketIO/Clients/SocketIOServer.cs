using Gateways.Hosting;
using Gateways.Recovery;
using Gateways.SocketIO.EngineIO;
using Gateways.SocketIO.Packets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Gateways.SocketIO.Clients;

/// <summary>All namespaces of the application, behind one path.</summary>
internal sealed class SocketIOServer : IDisposable
{
    private readonly Dictionary<string, GatewayHost> _namespaces = new(StringComparer.Ordinal);
    private readonly List<GatewayHost> _dynamic = [];
    private readonly Dictionary<GatewayHost, SocketIOSavedSessions> _sessions = [];
    private EngineIOServer? _transport;

    public SocketIOServer(IOptions<SocketIOTransportOptions> options)
    {
        Options = options.Value;
        Codec = SocketIOCodec.Of(Options.Parser, Options.ConnectionStateRecovery is not null);
        Limits = SocketIOPacketLimits.Of(Options);
    }

    public SocketIOTransportOptions Options { get; }

    public SocketIOPacketLimits Limits { get; }

    public SocketIOCodec Codec { get; }

    /// <summary>Makes a gateway a namespace; the first one brings the endpoint with it.</summary>
    public void Map(GatewayHost host, GatewayEndpoints endpoints)
    {
        if (_namespaces.TryAdd(host.Path, host) && host.Path.Contains('{', StringComparison.Ordinal))
        {
            _dynamic.Add(host);
        }

        if (Options.ConnectionStateRecovery is { } recovery && host.KeepMessages(new MessageLogOptions(recovery.MaxDisconnectionDuration, recovery.MaxEvents, recovery.MaxBytes)))
        {
            _sessions.TryAdd(host, new SocketIOSavedSessions(recovery, host.Engine.Time));
        }

        if (_transport is not null)
        {
            return;
        }

        _transport = new EngineIOServer(host.Engine, Options, Options.ConnectTimeout, (transport, context) => new SocketIOConnection(this, transport, context));
        var path = Options.Path.TrimEnd('/') + (Options.AddTrailingSlash ? "/" : "");
        RequestDelegate serve = new EngineIOEndpoint(_transport, path, endpoints.AllowsOrigin).ServeAsync;
        var endpoint = endpoints.Routes.Map(path, serve).WithDisplayName($"{path} (Socket.IO)");
        if (Options.Cors is { } configure)
        {
            endpoint.RequireCors(cors => configure(cors.WithOrigins([.. host.Engine.Options.AllowedOrigins]).WithMethods("GET", "POST").AllowAnyHeader()));
        }

        endpoints.Add(endpoint, transport: null, checksOrigin: false);
        if (Options.ClientFiles is { } files)
        {
            SocketIOClientFiles.Map(endpoints.Routes, Options.Path.TrimEnd('/'), files);
        }
    }

    /// <summary>The gateway of a namespace; names are told apart by case, as in Node. Paths with route parameters are asked in the order in which they were added.</summary>
    /// <param name="namespace">The namespace.</param>
    /// <param name="port">The port its client came to.</param>
    /// <param name="routeValues">The values of its parameters.</param>
    public GatewayHost? Find(string @namespace, int port, out IReadOnlyDictionary<string, string>? routeValues)
    {
        routeValues = null;
        if (_namespaces.TryGetValue(@namespace, out var exact) && !_dynamic.Contains(exact))
        {
            return exact.IsServedAt(port) ? exact : null;
        }

        foreach (var host in _dynamic)
        {
            if (host.IsServedAt(port) && host.TryMatch(@namespace, out routeValues))
            {
                return host;
            }
        }

        return null;
    }

    /// <summary>A gateway's clients that are away; null when they may not come back, or nothing is kept that they could miss.</summary>
    public SocketIOSavedSessions? FindSessions(GatewayHost host) => _sessions.GetValueOrDefault(host);

    public void Dispose() => _transport?.Dispose();
}
