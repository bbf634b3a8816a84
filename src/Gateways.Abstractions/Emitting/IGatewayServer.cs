namespace Gateways;

/// <summary>
/// The handle to emit from: every client of one namespace, and the way to narrow them down. Inject <see cref="IGatewayServer{TGateway}"/>
/// anywhere; emitting needs no gateway instance.
/// </summary>
public interface IGatewayServer : IEmitTarget
{
    /// <summary>The path of the namespace, for example <c>/chat</c>.</summary>
    string Namespace { get; }

    /// <summary>
    /// One namespace of a gateway whose path has route parameters, for example <c>/chat/42</c>; the server itself is all of them together. For a path that is not the gateway's: a target
    /// without clients.
    /// </summary>
    IGatewayServer Of(string @namespace);

    /// <summary>One client by its id. An unknown id is a target without clients.</summary>
    IEmitTarget ToClient(string clientId);

    /// <summary>Every client of one user, by <see cref="IGatewayClient.UserIdentifier"/>.</summary>
    IEmitTarget ToUser(string userIdentifier);

    /// <summary>The clients connected to this server process, by id, or null.</summary>
    IGatewayClient? FindClient(string clientId);

    /// <summary>The rooms that have members, with their sizes, on every server.</summary>
    ValueTask<IReadOnlyList<RoomInfo>> GetRoomsAsync(CancellationToken cancellationToken = default);
}
