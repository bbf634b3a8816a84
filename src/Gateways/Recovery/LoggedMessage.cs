using Gateways.Adapters;
using Gateways.Protocol;

namespace Gateways.Recovery;

/// <summary>An event as it was emitted, and to whom.</summary>
/// <param name="Message">The event; its offset is its place in the log.</param>
/// <param name="Scope">Who should hear it.</param>
/// <param name="Time">When it was emitted, by a clock that only goes forward.</param>
public sealed record LoggedMessage(OutboundMessage Message, EmitScope Scope, long Time)
{
    /// <summary>Roughly what it costs to keep.</summary>
    public int Bytes => Message.Arguments.Length + 256;

    /// <summary>Whether a client hears it.</summary>
    /// <param name="clientId">The client.</param>
    /// <param name="userIdentifier">The user it belongs to.</param>
    /// <param name="rooms">The rooms it is in.</param>
    public bool IsFor(string clientId, string? userIdentifier, IReadOnlyCollection<string> rooms) =>
        (Scope.IsEveryone
            || Scope.Clients.Contains(clientId, StringComparer.Ordinal)
            || (userIdentifier is not null && Scope.Users.Contains(userIdentifier, StringComparer.Ordinal))
            || Scope.Rooms.Any(name => name == clientId || rooms.Contains(name)))
        && !Scope.ExceptClients.Contains(clientId, StringComparer.Ordinal)
        && !Scope.ExceptRooms.Any(name => name == clientId || rooms.Contains(name));
}
