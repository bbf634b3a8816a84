using Gateways;

namespace Chat;

/// <summary>
/// Lets in who has a valid token, and guests, who have none. A wrong token is refused: whoever sends one means to be somebody. A guest is who it says it is, but for the users: who
/// they are, only a token says.
/// </summary>
public sealed class GuestGuard(JwtGuard tokens, ChatUsers users) : IConnectionGuard
{
    public ValueTask<GuardResult> CanConnectAsync(ConnectContext context, CancellationToken cancellationToken) =>
        context.Handshake.Token is null ? new(AdmitGuest(context)) : tokens.CanConnectAsync(context, cancellationToken);

    private GuardResult AdmitGuest(ConnectContext context)
    {
        if (context.Handshake.GetValue("userId") is { } name)
        {
            if (users.Has(name))
            {
                return GuardResult.Unauthorized("This is the name of a user. Sign in, or choose another.");
            }

            context.UserIdentifier = name;
        }

        return GuardResult.Allow;
    }
}
