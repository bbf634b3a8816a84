using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Chat;

/// <summary>Makes the tokens, and says how they are recognised.</summary>
public sealed class TokenIssuer(IConfiguration configuration, TimeProvider time)
{
    /// <summary>The length of a key.</summary>
    public const int KeyBytes = 32;

    private const string Name = "gateways-chat";
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    // A key of one's own for each start, unless one is configured: several servers need the same one.
    private readonly SymmetricSecurityKey _key = new(
        configuration["Jwt:Key"] is { Length: > 0 } key ? Convert.FromBase64String(key) : RandomNumberGenerator.GetBytes(KeyBytes));

    public TokenValidationParameters Parameters => new()
    {
        ValidIssuer = Name,
        ValidAudience = Name,
        IssuerSigningKey = _key,
        ClockSkew = TimeSpan.FromSeconds(5),
    };

    public AccessToken Issue(ChatUser user)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var token = new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Name,
            Audience = Name,
            IssuedAt = now,
            NotBefore = now,
            Expires = now + Lifetime,
            SigningCredentials = new(_key, SecurityAlgorithms.HmacSha256),
            Subject = new([new("sub", user.Name), .. user.Roles.Select(static role => new Claim("role", role))]),
        });
        return new(token, (int)Lifetime.TotalSeconds);
    }
}
