using Gateways.Authentication;

namespace Gateways;

/// <summary>Tokens of clients that <see cref="JwtGuard"/> has let in.</summary>
public static class JwtGatewayClientExtensions
{
    /// <summary>
    /// Replaces the client's token by a new one of the same user, without a new connection: sets <see cref="IGatewayClient.User"/> and moves the deadline. Call it from a handler, for
    /// example of the event <c>refreshToken</c>; give that handler <c>[AllowAnonymous]</c> if a client may refresh after its token has expired.
    /// </summary>
    /// <param name="client">The client.</param>
    /// <param name="token">The new token.</param>
    /// <param name="cancellationToken">Ends the wait for the authority's keys.</param>
    /// <returns>When the new token expires by its own account; null when it does not say.</returns>
    /// <exception cref="WsException">The token is not valid or belongs to another user, or the client has come without one. Nothing has changed.</exception>
    public static async ValueTask<DateTimeOffset?> RefreshTokenAsync(this IGatewayClient client, string token, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(token);
        var session = client.Data.Get<JwtSession>() ?? throw new WsException("No token to refresh");
        return await session.Guard.RefreshAsync(client, session, token, cancellationToken).ConfigureAwait(false);
    }
}
