using System.Security.Claims;

namespace Gateways;

/// <summary>
/// A client that asks to be let in, as connection guards and connection middleware see it. What they set here, the client has from its
/// first moment. Used by one caller at a time.
/// </summary>
public abstract class ConnectContext
{
    /// <summary>The path of the namespace the client asks for, for example <c>/chat</c>.</summary>
    public abstract string Namespace { get; }

    /// <summary>The route parameters of the namespace's path, decoded; empty where the path has none.</summary>
    public abstract IReadOnlyDictionary<string, string> RouteValues { get; }

    /// <summary>The attributes of the gateway class; see <see cref="GatewayContext.Metadata"/>.</summary>
    public abstract IReadOnlyList<object> Metadata { get; }

    /// <summary>The services of the connection's own scope, which ends when the decision has been made.</summary>
    public abstract IServiceProvider Services { get; }

    /// <summary>The transport the client arrives by.</summary>
    public abstract GatewayTransports Transport { get; }

    /// <summary>What the client sent.</summary>
    public abstract GatewayHandshake Handshake { get; }

    /// <summary>The user of the handshake request; may be replaced. Setting it sets <see cref="UserIdentifier"/> too.</summary>
    public abstract ClaimsPrincipal User { get; set; }

    /// <summary>The user the client will belong to. By default the name identifier claim of <see cref="User"/>, also under its short name <c>sub</c>.</summary>
    public abstract string? UserIdentifier { get; set; }

    /// <summary>The bag of values the client will have as <see cref="IGatewayClient.Data"/>.</summary>
    public abstract ClientData Data { get; }

    /// <summary>Has something done once the client is there, before its connection hook runs; never when it is refused.</summary>
    /// <param name="callback">Must not throw, and must not take long.</param>
    public abstract void OnConnected(Action<IGatewayClient> callback);
}
