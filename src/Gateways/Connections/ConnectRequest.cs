using System.Security.Claims;
using Gateways.Hosting;

namespace Gateways.Connections;

/// <summary>A client's wish to enter a namespace, on its way from the transport through the guards to the client itself.</summary>
public sealed class ConnectRequest : ConnectContext
{
    private readonly GatewayHost _host;
    private ClaimsPrincipal _user;
    private ClientData? _data;

    internal ConnectRequest(GatewayHost host, GatewayTransports transport, GatewayHandshake handshake, ClaimsPrincipal user, string? userIdentifier)
    {
        _host = host;
        _user = user;
        Transport = transport;
        Handshake = handshake;
        UserIdentifier = userIdentifier ?? GatewayHost.IdentifyUser(user);
    }

    /// <inheritdoc/>
    public override string Namespace => _host.Path;

    /// <inheritdoc/>
    public override GatewayTransports Transport { get; }

    /// <inheritdoc/>
    public override GatewayHandshake Handshake { get; }

    /// <inheritdoc/>
    public override ClaimsPrincipal User
    {
        get => _user;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            _user = value;
            UserIdentifier = GatewayHost.IdentifyUser(value);
        }
    }

    /// <inheritdoc/>
    public override string? UserIdentifier { get; set; }

    /// <inheritdoc/>
    public override ClientData Data => _data ??= new ClientData();

    /// <summary>The bag, if anybody has asked for it.</summary>
    internal ClientData? KnownData => _data;
}
