using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Gateways.Authentication.JwtBearer.Tests.Fakes;

/// <summary>Whoever issues tokens, honestly or not.</summary>
internal sealed class Authority
{
    public const string Issuer = "https://issuer.example";
    public const string Audience = "chat";

    private static readonly JsonWebTokenHandler Handler = new() { SetDefaultTimesOnTokenCreation = false };

    public Authority(string keyId = "k1")
    {
        Pair = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        Key = new ECDsaSecurityKey(Pair) { KeyId = keyId };
    }

    public ECDsa Pair { get; }

    public ECDsaSecurityKey Key { get; }

    /// <summary>A token that ends at a time; no end when there is none.</summary>
    public string Issue(DateTimeOffset? end, string? user = "ada", string issuer = Issuer, string audience = Audience, DateTimeOffset? start = null, SigningCredentials? credentials = null)
    {
        var claims = new Dictionary<string, object> { ["role"] = "writer" };
        if (user is not null)
        {
            claims[JwtRegisteredClaimNames.Sub] = user;
        }

        return Handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer,
            Audience = audience,
            Claims = claims,
            NotBefore = start?.UtcDateTime,
            Expires = end?.UtcDateTime,
            SigningCredentials = credentials ?? new SigningCredentials(Key, SecurityAlgorithms.EcdsaSha256),
        });
    }

    public static string? NameOf(ClaimsPrincipal user) => user.FindFirst(ClaimTypes.NameIdentifier)?.Value;
}
