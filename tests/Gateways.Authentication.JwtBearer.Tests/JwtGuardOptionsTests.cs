using Gateways.Authentication.JwtBearer.Tests.Fakes;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;

namespace Gateways.Authentication.JwtBearer.Tests;

public sealed class JwtGuardOptionsTests
{
    [Fact]
    public void Scheme_WithAKey_IsFine() => Assert.Equal("Bearer", Read(null, static authentication => authentication.AddJwtBearer(static options => options.TokenValidationParameters.IssuerSigningKey = new SymmetricSecurityKey(new byte[32]))).Scheme);

    [Fact]
    public void Scheme_ThatNobodyAdded_IsNamed() => Fails("JwtGuardOptions.Scheme is 'Bearer': no scheme has this name.", null, static _ => { });

    [Fact]
    public void Scheme_OfAnotherKind_IsNamed() => Fails("JwtGuardOptions.Scheme is 'Cookies': this scheme is not one of AddJwtBearer()", static options => options.Scheme = "Cookies", static authentication => authentication.AddCookie());

    [Fact]
    public void Scheme_WithoutAKey_IsNamed() => Fails("JwtGuardOptions.Scheme is 'Bearer': it has no key", null, static authentication => authentication.AddJwtBearer());

    [Fact]
    public void Scheme_WithObsoleteValidators_IsNamed() =>
        Fails("SecurityTokenValidators", null, static authentication => authentication.AddJwtBearer(static options => options.UseSecurityTokenValidators = true));

    [Fact]
    public void MaxTokenLength_OfZero_IsNamed() =>
        Fails("JwtGuardOptions.MaxTokenLength is '0'", static options => options.MaxTokenLength = 0, static authentication => authentication.AddJwtBearer(static options => options.Authority = "https://issuer.example"));

    private static void Fails(string text, Action<JwtGuardOptions>? configure, Action<AuthenticationBuilder> schemes) =>
        Assert.Contains(text, Assert.Throws<OptionsValidationException>(() => Read(configure, schemes)).Message, StringComparison.Ordinal);

    private static JwtGuardOptions Read(Action<JwtGuardOptions>? configure, Action<AuthenticationBuilder> schemes)
    {
        var builder = new FakeBuilder();
        builder.AddJwtGuard(configure);
        builder.Services.AddLogging();
        schemes(builder.Services.AddAuthentication());
        using var services = builder.Services.BuildServiceProvider();
        return services.GetRequiredService<IOptions<JwtGuardOptions>>().Value;
    }
}
