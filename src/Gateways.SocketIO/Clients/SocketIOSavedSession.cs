using System.Security.Claims;

namespace Gateways.SocketIO.Clients;

/// <summary>What is kept of a client that is away.</summary>
/// <param name="Namespace">Its namespace.</param>
/// <param name="ClientId">Its id.</param>
/// <param name="Pid">Its secret.</param>
/// <param name="User">The user it was.</param>
/// <param name="AdmittedAs">Whose client it was when its guards had let it in; only the same one may come back.</param>
/// <param name="UserIdentifier">The user it belonged to in the end: its hook, or a handler, may have said another.</param>
/// <param name="Rooms">The rooms it was in.</param>
/// <param name="Data">Its bag.</param>
/// <param name="Since">When it left, by a clock that only goes forward.</param>
/// <param name="Ended">Completes when it has left altogether, its disconnect hook included. Who takes its place waits for that.</param>
internal sealed record SocketIOSavedSession(
    string Namespace,
    string ClientId,
    string Pid,
    ClaimsPrincipal User,
    string? AdmittedAs,
    string? UserIdentifier,
    IReadOnlyCollection<string> Rooms,
    ClientData Data,
    long Since,
    Task Ended);
