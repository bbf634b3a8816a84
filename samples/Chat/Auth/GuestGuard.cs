using Gateways;

namespace Chat;

/// <summary>Lets in who has a valid token, and guests, who have none. A wrong token is refused: whoever sends one means to be somebody.</summary>
public sealed class GuestGuard(JwtGuard tokens) : IConnectionGuard
{
    public ValueTask<GuardResult> CanConnectAsync(ConnectContext context, CancellationToken cancellationToken) =>
        context.Handshake.Token is null ? new(GuardResult.Allow) : tokens.CanConnectAsync(context, cancellationToken);
}
