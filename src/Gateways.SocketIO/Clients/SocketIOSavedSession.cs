using System.Security.Claims;

namespace Gateways.SocketIO.Clients;

/// <summary>What is kept of a client that is away.</summary>
/// <param name="Namespace">Its namespace.</param>
/// <param name="ClientId">Its id.</param>
/// <param name="Pid">Its secret.</param>
/// <param name="User">The user it was.</param>
/// <param name="UserIdentifier">The user it belonged to; only the same one may come back.</param>
/// <param name="Rooms">The rooms it was in.</param>
/// <param name="Data">Its bag.</param>
/// <param name="Since">When it left, by a clock that only goes forward.</param>
internal sealed record SocketIOSavedSession(
    string Namespace, string ClientId, string Pid, ClaimsPrincipal User, string? UserIdentifier, IReadOnlyCollection<string> Rooms, ClientData Data, long Since);
