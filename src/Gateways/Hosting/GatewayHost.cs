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

    /// <summary>A client's wish to enter, to be handed to <see cref="Connect"/>.</summary>
    /// <param name="transport">The transport it arrives by.</param>
    /// <param name="handshake">What it sent.</param>
    /// <param name="user">The request's user.</param>
    /// <param name="userIdentifier">The user's identifier; null to take it from the user's claims.</param>
    public ConnectRequest CreateRequest(GatewayTransports transport, GatewayHandshake handshake, ClaimsPrincipal user, string? userIdentifier = null)
    {
        ArgumentNullException.ThrowIfNull(handshake);
        ArgumentNullException.ThrowIfNull(user);
        return new ConnectRequest(this, transport, handshake, user, userIdentifier);
    }

    /// <summary>
    /// Lets a client in: registers the connection and starts the connection hook. Messages may be received at once; they wait for the hook.
    /// </summary>
    /// <param name="connection">The connection.</param>
    /// <param name="request">What the client brings.</param>
    /// <param name="clientId">The client's own id, where its connection has several clients; null for the connection's.</param>
    /// <returns>The session, or null when the server is stopping: refuse the client and tell it to come back.</returns>
    public IGatewaySession? Connect(GatewayConnection connection, ConnectRequest request, string? clientId = null)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentNullException.ThrowIfNull(request);
        var client = new GatewayClient(this, connection, request, clientId ?? connection.Id);
        connection.Add(client);
        if (!Engine.Connections.TryAdd(connection))
        {
            connection.Remove(client);
            return null;
        }

        client.Open();
        return client;
    }

    /// <summary>Emits to a scope of clients: for transports whose own protocol lets the server address clients.</summary>
    public Rooms.IScopedEmitter Emitter => Namespace;

    internal static string? IdentifyUser(ClaimsPrincipal user) => user.FindFirst(ClaimTypes.NameIdentifier)?.Value;

    internal abstract Task StartAsync(CancellationToken cancellationToken);

    internal abstract int FindHandler(ReadOnlySpan<byte> eventName);

    internal abstract ValueTask<MessageResult> InvokeAsync(DispatchContext context);

    internal abstract Task OnConnectedAsync(GatewayClient client);

    internal abstract Task OnDisconnectedAsync(GatewayClient client, DisconnectContext context);

    internal abstract ValueTask ReleaseAsync(GatewayClient client);

    internal abstract void Map(IGatewayTransport transport, GatewayEndpoints endpoints);
}
