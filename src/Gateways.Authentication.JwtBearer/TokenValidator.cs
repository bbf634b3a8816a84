using System.Security.Claims;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;

namespace Gateways.Authentication;

/// <summary>Checks tokens as the scheme's own handler would.</summary>
internal sealed partial class TokenValidator(JwtGuardOptions options, IOptionsMonitor<JwtBearerOptions> schemes, TimeProvider time, ILogger logger)
{
    public async ValueTask<TokenVerdict> ValidateAsync(string token, CancellationToken cancellationToken)
    {
        if (token.Length > options.MaxTokenLength)
        {
            Log.TokenTooLong(logger, token.Length, options.MaxTokenLength);
            return TokenVerdict.Refuse(TokenDenial.Invalid);
        }

        var scheme = schemes.Get(options.Scheme);
        var parameters = await CreateParametersAsync(scheme, cancellationToken).ConfigureAwait(false);
        Exception? failure = null;
        foreach (var handler in scheme.TokenHandlers)
        {
            var result = await handler.ValidateTokenAsync(token, parameters).ConfigureAwait(false);
            if (result.IsValid)
            {
                return Accept(result, parameters);
            }

            failure = result.Exception;
        }

        return Refuse(scheme, failure);
    }

    /// <summary>The parameters with the keys of the authority, where there is one.</summary>
    private static async ValueTask<TokenValidationParameters> CreateParametersAsync(JwtBearerOptions scheme, CancellationToken cancellationToken)
    {
        var parameters = scheme.TokenValidationParameters.Clone();
        switch (scheme.ConfigurationManager)
        {
            case null:
                break;
            case BaseConfigurationManager manager:
                parameters.ConfigurationManager = manager;
                break;
            default:
                var configuration = await scheme.ConfigurationManager.GetConfigurationAsync(cancellationToken).ConfigureAwait(false);
                parameters.ValidIssuers = [.. parameters.ValidIssuers ?? [], configuration.Issuer];
                parameters.IssuerSigningKeys = [.. parameters.IssuerSigningKeys ?? [], .. configuration.SigningKeys];
                break;
        }

        return parameters;
    }

    private TokenVerdict Accept(TokenValidationResult result, TokenValidationParameters parameters)
    {
        var end = result.SecurityToken.ValidTo;
        var user = new ClaimsPrincipal(Lighten(result.ClaimsIdentity));
        if (end == DateTime.MinValue || !parameters.ValidateLifetime)
        {
            return TokenVerdict.Accept(user, null, TokenVerdict.Never);
        }

        var deadline = end.Ticks + Math.Min(parameters.ClockSkew.Ticks, DateTime.MaxValue.Ticks - end.Ticks);
        if (deadline <= time.GetUtcNow().UtcTicks)
        {
            Log.TokenRefused(logger, nameof(SecurityTokenExpiredException));
            return TokenVerdict.Refuse(TokenDenial.Expired);
        }

        return TokenVerdict.Accept(user, new DateTimeOffset(end.Ticks, TimeSpan.Zero), deadline);
    }

    private TokenVerdict Refuse(JwtBearerOptions scheme, Exception? failure)
    {
        // The type alone: the text of these exceptions may quote the token.
        Log.TokenRefused(logger, failure?.GetType().Name ?? "no token handler");
        if (failure is SecurityTokenExpiredException)
        {
            return TokenVerdict.Refuse(TokenDenial.Expired);
        }

        var mayBeNewKey = failure is SecurityTokenSignatureKeyNotFoundException;
        if (mayBeNewKey && scheme.RefreshOnIssuerKeyNotFound)
        {
            // Held back by the manager itself when it has just been asked.
            scheme.ConfigurationManager?.RequestRefresh();
        }

        return TokenVerdict.Refuse(TokenDenial.Invalid, isFinal: !mayBeNewKey);
    }

    /// <summary>The identity without the token it was read from: it lives as long as the client, and would keep text, header and payload in memory all that time.</summary>
    private static ClaimsIdentity Lighten(ClaimsIdentity identity) => identity.GetType() == typeof(CaseSensitiveClaimsIdentity) && identity.BootstrapContext is null && identity.Actor is null
        ? new CaseSensitiveClaimsIdentity(identity.Claims, identity.AuthenticationType, identity.NameClaimType, identity.RoleClaimType)
        : identity;

    private static partial class Log
    {
        [LoggerMessage(5101, LogLevel.Information, "A token was refused: {Reason}.")]
        public static partial void TokenRefused(ILogger logger, string reason);

        [LoggerMessage(5102, LogLevel.Information, "A token of {Length} characters was refused: JwtGuardOptions.MaxTokenLength is {MaxTokenLength}.")]
        public static partial void TokenTooLong(ILogger logger, int length, int maxTokenLength);
    }
}
