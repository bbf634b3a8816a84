using System.Security.Claims;
using Gateways.Hosting;
using Gateways.Namespaces;

namespace Gateways.Connecting;

/// <summary>A client's wish to enter a namespace, on its way from the transport through the guards to the client itself.</summary>
public sealed class ConnectRequest : ConnectContext
{
    private readonly GatewayHost _host;
    private readonly string _namespace;
    private ClaimsPrincipal? _user;
    private string? _userIdentifier;
    private ClientData? _data;
    private List<Action<IGatewayClient>>? _onConnected;

    internal ConnectRequest(
        GatewayHost host,
        GatewayTransports transport,
        GatewayHandshake handshake,
        ClaimsPrincipal? user,
        string? userIdentifier,
        IReadOnlyDictionary<string, string>? routeValues)
    {
        _host = host;
        _user = user;
        Transport = transport;
        Handshake = handshake;
        _userIdentifier = userIdentifier ?? GatewayHost.IdentifyUser(user);
        RouteValues = routeValues ?? NamespacePath.None;
        _namespace = host.Namespaces.Path.Bind(RouteValues);
    }

    /// <inheritdoc/>
    public override string Namespace => _namespace;

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> RouteValues { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<object> Metadata => _host.Metadata;

    /// <inheritdoc/>
    public override IServiceProvider Services => Scope ?? _host.Services;

    /// <inheritdoc/>
    public override GatewayTransports Transport { get; }

    /// <inheritdoc/>
    public override GatewayHandshake Handshake { get; }

    /// <inheritdoc/>
    public override ClaimsPrincipal User
    {
        get => _user ??= new ClaimsPrincipal(new ClaimsIdentity());
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            _user = value;
            UserIdentifier = GatewayHost.IdentifyUser(value);
        }
    }

    /// <inheritdoc/>
    public override string? UserIdentifier
    {
        get => _userIdentifier;
        set => (_userIdentifier, IsIdentified) = (value, true);
    }

    /// <summary>Whether somebody who was asked on the way has said who the client is; else it is who its request says.</summary>
    public bool IsIdentified { get; private set; }

    /// <inheritdoc/>
    public override ClientData Data => _data ??= new ClientData();

    /// <summary>What the transport itself asks, after everybody else and in the same way: whether the client may have what its request asks for besides being let in. Null for nothing.</summary>
    public Func<ConnectContext, CancellationToken, ValueTask<GuardResult>>? Guard { get; set; }

    /// <summary>Whether everyone who may refuse has been asked, and nobody has refused.</summary>
    internal bool IsAdmitted { get; set; }

    /// <summary>Whether routing has seen to the authorization of the endpoint.</summary>
    internal bool IsAuthorized { get; init; }

    /// <summary>The services of the scope in which the decision is made, while it is.</summary>
    internal IServiceProvider? Scope { get; set; }

    /// <summary>Nobody who may refuse is asked: the client was let in before, and has proven that it is the same.</summary>
    /// <param name="user">The user it was then.</param>
    /// <param name="userIdentifier">That user's identifier.</param>
    public void AdmitAs(ClaimsPrincipal user, string? userIdentifier)
    {
        ArgumentNullException.ThrowIfNull(user);
        (_user, UserIdentifier, IsAdmitted) = (user, userIdentifier, true);
    }

    /// <summary>The user, if there is one or anybody has asked: most connections of an application without authentication do without.</summary>
    internal ClaimsPrincipal? KnownUser => _user;

    /// <summary>The bag, if anybody has asked for it.</summary>
    internal ClientData? KnownData => _data;

    /// <inheritdoc/>
    public override void OnConnected(Action<IGatewayClient> callback)
    {
        ArgumentNullException.ThrowIfNull(callback);
        (_onConnected ??= []).Add(callback);
    }

    internal void Connected(IGatewayClient client) => _onConnected?.ForEach(callback => callback(client));
}
