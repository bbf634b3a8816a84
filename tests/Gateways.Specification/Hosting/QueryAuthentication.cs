using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Gateways.Specification.Hosting;

/// <summary>Believes what the query says: <c>as=ann&amp;role=admin&amp;adult=yes</c>.</summary>
public sealed class QueryAuthentication(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string Name = "query";

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Request.Query["as"].ToString() is not { Length: > 0 } name)
        {
            return Task.FromResult(AuthenticateResult.NoResult());
        }

        Claim[] claims =
        [
            new(ClaimTypes.NameIdentifier, name),
            new(ClaimTypes.Name, name),
            .. Request.Query["role"].Select(static role => new Claim(ClaimTypes.Role, role!)),
            .. Request.Query["adult"].Select(static adult => new Claim("adult", adult!)),
        ];
        return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(new ClaimsIdentity(claims, Name)), Name)));
    }
}
