using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Options;

namespace Chat;

/// <summary>One configuration for HTTP endpoints and gateways: the tokens of <see cref="TokenIssuer"/>.</summary>
public sealed class ConfigureBearer(TokenIssuer tokens) : IConfigureNamedOptions<JwtBearerOptions>
{
    public void Configure(string? name, JwtBearerOptions options) => Configure(options);

    public void Configure(JwtBearerOptions options) => options.TokenValidationParameters = tokens.Parameters;
}
