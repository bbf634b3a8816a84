using System.Security.Claims;
using Gateways.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Gateways;

/// <summary>
/// Lets in who has a valid JSON Web Token, from wherever <see cref="GatewayHandshake.Token"/> finds it, and sets the client's user. As a connection guard
/// (<c>[UseConnectionGuards&lt;JwtGuard&gt;]</c>) it decides before the client is there; as a guard (<c>[UseGuards&lt;JwtGuard&gt;]</c>) it denies messages of a client whose token has expired. With the
/// latter alone the token is checked with the client's first message. A gateway or handler with <c>[AllowAnonymous]</c> is open to all; a valid token still sets the user.
/// </summary>
/// <remarks>
/// A token is valid until its <c>exp</c> plus the scheme's clock skew (5 minutes unless set). What a denied client hears carries <c>data.code</c>: <c>token_missing</c>, <c>token_invalid</c> or
/// <c>token_expired</c>. The scheme's <see cref="JwtBearerOptions.Events"/> do not run: they are made for HTTP requests; a second guard can look at the user that this one has set.
/// Do not combine it with <c>OncePerClient</c>, which would not ask again when the token has expired. Thread-safe.
/// </remarks>
public sealed class JwtGuard : IConnectionGuard, IGuard, IDisposable
{
    private readonly Lock _publishing = new();
    private readonly JwtGuardOptions _options;
    private readonly TokenValidator _validator;
    private readonly ExpirationQueue? _expirations;
    private readonly TimeProvider _time;

    /// <summary>Made by the service provider; see <c>AddJwtGuard()</c>.</summary>
    public JwtGuard(IOptions<JwtGuardOptions> options, IOptionsMonitor<JwtBearerOptions> schemes, TimeProvider time, ILogger<JwtGuard> logger)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(schemes);
        ArgumentNullException.ThrowIfNull(time);
        ArgumentNullException.ThrowIfNull(logger);
        _options = options.Value;
        _time = time;
        _validator = new TokenValidator(_options, schemes, time, logger);
        _expirations = _options.CloseOnExpiration ? new ExpirationQueue(time, logger) : null;
    }

    /// <inheritdoc/>
    public async ValueTask<GuardResult> CanConnectAsync(ConnectContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        var isOpen = context.Metadata.Any(static item => item is IAllowAnonymous);
        if (context.Handshake.Token is not { Length: > 0 } token)
        {
            return isOpen || AcceptsRequestOf(context.User) ? GuardResult.Allow : TokenDenial.Missing;
        }

        var verdict = await _validator.ValidateAsync(token, cancellationToken).ConfigureAwait(false);
        if (verdict.User is null)
        {
            return isOpen ? GuardResult.Allow : verdict.Denial;
        }

        var session = new JwtSession(this, verdict);
        context.User = verdict.User;
        context.Data.Set(session);
        context.OnConnected(client => Watch(session, client));
        return GuardResult.Allow;
    }

    /// <inheritdoc/>
    public ValueTask<GuardResult> CanActivateAsync(GatewayContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var client = context.Client;
        if (client.Data.Get<JwtSession>() is { } session)
        {
            return new(IsOpen(context, session.Decide(_time.GetUtcNow())));
        }

        return client.Handshake.Token is { Length: > 0 } token
            ? AuthenticateAsync(context, token)
            : new(AcceptsRequestOf(client.User) ? GuardResult.Allow : IsOpen(context, TokenDenial.Missing));
    }

    /// <summary>Ends the watch over expirations; clients stay.</summary>
    public void Dispose() => _expirations?.Dispose();

    internal async ValueTask<DateTimeOffset?> RefreshAsync(IGatewayClient client, JwtSession session, string token, CancellationToken cancellationToken)
    {
        var verdict = await _validator.ValidateAsync(token, cancellationToken).ConfigureAwait(false);
        if (verdict.User is null)
        {
            throw new WsException(verdict.Denial.Message!);
        }

        if (!session.IsSameUser(verdict.User))
        {
            throw new WsException("Token of another user");
        }

        // The application may have an identifier of its own for this user: it stays.
        var identifier = client.UserIdentifier;
        session.Renew(verdict);
        client.User = verdict.User;
        if (client.UserIdentifier != identifier)
        {
            client.UserIdentifier = identifier;
        }

        Watch(session, client);
        return verdict.ValidTo;
    }

    private static GuardResult IsOpen(GatewayContext context, GuardResult verdict) =>
        verdict.IsAllowed || context.GetMetadata<IAllowAnonymous>() is not null ? GuardResult.Allow : verdict;

    private bool AcceptsRequestOf(ClaimsPrincipal user) => _options.AcceptAuthenticatedRequests && user.Identity is { IsAuthenticated: true };

    /// <summary>No connection guard has looked at the token: its first message brings the client here, or several at once do.</summary>
    private async ValueTask<GuardResult> AuthenticateAsync(GatewayContext context, string token)
    {
        var client = context.Client;
        var verdict = await _validator.ValidateAsync(token, context.CancellationToken).ConfigureAwait(false);
        if (verdict.User is null && !verdict.IsFinal)
        {
            return IsOpen(context, verdict.Denial);
        }

        // A refusal is remembered too: the handshake's token does not get better, and checking it again with every message would be work that a client can ask for.
        var session = new JwtSession(this, verdict);
        lock (_publishing)
        {
            if (client.Data.Get<JwtSession>() is { } known)
            {
                return IsOpen(context, known.Decide(_time.GetUtcNow()));
            }

            client.Data.Set(session);
        }

        if (verdict.User is not null)
        {
            client.User = verdict.User;
            Watch(session, client);
        }

        return IsOpen(context, session.Decide(_time.GetUtcNow()));
    }

    private void Watch(JwtSession session, IGatewayClient client)
    {
        session.Client = client;
        _expirations?.Add(session);
    }
}
