using Gateways.Hosting;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Options;

namespace Gateways.Authentication;

/// <summary>Names every option of the guard that makes no sense; above all a scheme that could never accept a token.</summary>
internal sealed class JwtGuardOptionsValidator(IOptions<AuthenticationOptions> authentication, IOptionsMonitor<JwtBearerOptions> schemes) : OptionsValidator<JwtGuardOptions>
{
    protected override void Check(JwtGuardOptions options, OptionFaults faults)
    {
        faults.Count(nameof(options.MaxTokenLength), options.MaxTokenLength);
        if (FindFault(options.Scheme) is { } fault)
        {
            faults.Add(nameof(options.Scheme), options.Scheme, fault);
        }
    }

    private string? FindFault(string name)
    {
        if (!authentication.Value.SchemeMap.TryGetValue(name, out var known))
        {
            return $"no scheme has this name. Add it with AddAuthentication().AddJwtBearer(\"{name}\", ..)";
        }

        if (!typeof(JwtBearerHandler).IsAssignableFrom(known.HandlerType))
        {
            return "this scheme is not one of AddJwtBearer(). Name one that is";
        }

        var scheme = schemes.Get(name);
        if (scheme.UseSecurityTokenValidators)
        {
            return "it validates with SecurityTokenValidators, which are obsolete. Set its UseSecurityTokenValidators to false";
        }

        var parameters = scheme.TokenValidationParameters;
        var hasKeys = scheme.ConfigurationManager is not null
            || parameters.IssuerSigningKey is not null
            || parameters.IssuerSigningKeys?.Any() == true
            || parameters.IssuerSigningKeyResolver is not null
            || parameters.IssuerSigningKeyResolverUsingConfiguration is not null
            || parameters.SignatureValidator is not null
            || parameters.SignatureValidatorUsingConfiguration is not null;
        return hasKeys ? null : "it has no key, so that every token would be invalid. Set its Authority, or TokenValidationParameters.IssuerSigningKey";
    }
}
