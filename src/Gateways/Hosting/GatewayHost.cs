using System.Security.Claims;
using Gateways.Connections;
using Gateways.Dispatch;
using Gateways.Infrastructure;

namespace Gateways.Hosting;

/// <summary>One gateway at run time, as transports see it.</summary>
public abstract class GatewayHost
{
    private protected GatewayHost(GatewayDescriptor descriptor, GatewayNamespace @namespace, IServiceProvider services)
    {
        Descriptor = descriptor;
        Namespace = @namespace;
        Services = services;
    }

    /// <summary>The namespace's path, for example <c>/chat</c>.</summary>
    public string Path => Descriptor.Path;

    /// <summary>The transports the gateway allows.</summary>
    public GatewayTransports Transports => Descriptor.Transports;

    /// <summary>The application's engine.</summary>
    public GatewayEngine Engine => Namespace.Engine;

    internal GatewayDescriptor Descriptor { get; }

    internal GatewayNamespace Namespace { get; }

    internal IServiceProvider Services { get; }

    /// <summary>Whether a message's body must outlive the call that brings it.</summary>
    internal bool MustRetainBody => Engine.IncludeCause;

    /// <summary>
    /// Lets a client in: registers the connection and starts the connection hook. Messages may be received at once; they wait for the hook.
    /// </summary>
    /// <param name="connection">The connection, new.</param>
    /// <param name="handshake">What the client sent when it connected.</param>
    /// <param name="user">The request's user.</param>
    /// <param name="userIdentifier">The user's identifier; null to take it from the user's claims.</param>
    /// <returns>The session, or null when the server is stopping: refuse the client and tell it to come back.</returns>
    public IGatewaySession? Connect(GatewayConnection connection, GatewayHandshake handshake, ClaimsPrincipal user, string? userIdentifier = null)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentNullException.ThrowIfNull(handshake);
        ArgumentNullException.ThrowIfNull(user);
        var client = new GatewayClient(this, connection, handshake, user, userIdentifier ?? IdentifyUser(user));
        if (!Engine.Connections.TryAdd(connection, client))
        {
            return null;
        }

        client.Open();
        return client;
    }

    /// <summary>Emits to a scope of clients: for transports whose own protocol lets the server address clients.</summary>
    public Rooms.IScopedEmitter Emitter => Namespace;

    internal string? IdentifyUser(ClaimsPrincipal user) => user.FindFirst(ClaimTypes.NameIdentifier)?.Value;

    internal abstract Task StartAsync(CancellationToken cancellationToken);

    internal abstract int FindHandler(ReadOnlySpan<byte> eventName);

    internal abstract ValueTask<MessageResult> InvokeAsync(DispatchContext context);

    internal abstract Task OnConnectedAsync(GatewayClient client);

    internal abstract Task OnDisconnectedAsync(GatewayClient client, DisconnectContext context);

    internal abstract ValueTask ReleaseAsync(GatewayClient client);

    internal abstract void Map(IGatewayTransport transport, GatewayEndpoints endpoints);
}
