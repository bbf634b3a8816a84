using Gateways.Authentication.JwtBearer.Tests.Fakes;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Gateways.Authentication.JwtBearer.Tests;

/// <summary>Keys that come from the authority, and change.</summary>
public sealed class AuthorityTests
{
    [Fact]
    public async Task CanConnect_KeysOfTheAuthority_AreUsed()
    {
        var authority = new Authority();
        var configuration = new OpenIdConnectConfiguration { Issuer = Authority.Issuer };
        configuration.SigningKeys.Add(authority.Key);
        using var host = Create(new StaticConfigurationManager<OpenIdConnectConfiguration>(configuration));

        Assert.True((await host.ConnectAsync(new FakeConnect(authority.Issue(host.Now.AddMinutes(5))))).IsAllowed);
        Denial.Is("token_invalid", await host.ConnectAsync(new FakeConnect(new Authority().Issue(host.Now.AddMinutes(5)))));
    }

    [Fact]
    public async Task CanConnect_KeyNobodyKnows_AsksTheAuthorityForNewOnes()
    {
        var (old, next) = (new Authority("k1"), new Authority("k2"));
        var keys = new RollingKeys(old);
        using var host = Create(keys);
        var token = next.Issue(host.Now.AddMinutes(5));
        Assert.True((await host.ConnectAsync(new FakeConnect(old.Issue(host.Now.AddMinutes(5))))).IsAllowed);
        Denial.Is("token_invalid", await host.ConnectAsync(new FakeConnect(token)));
        Assert.Equal(1, keys.Refreshes);

        keys.Current = next;

        Assert.True((await host.ConnectAsync(new FakeConnect(token))).IsAllowed);
    }

    [Fact]
    public async Task CanConnect_AuthorityOutOfReach_IsAnErrorAndNoDenial()
    {
        using var host = Create(new RollingKeys(null));

        await Assert.ThrowsAsync<IOException>(() => host.ConnectAsync(new FakeConnect(host.Token())).AsTask());
    }

    private static GuardHost Create(IConfigurationManager<OpenIdConnectConfiguration> keys) => new(scheme: options =>
    {
        options.ConfigurationManager = keys;
        options.TokenValidationParameters.IssuerSigningKey = null;
    });

    private sealed class RollingKeys(Authority? current) : IConfigurationManager<OpenIdConnectConfiguration>
    {
        public Authority? Current { get; set; } = current;

        public int Refreshes { get; private set; }

        public Task<OpenIdConnectConfiguration> GetConfigurationAsync(CancellationToken cancel)
        {
            var configuration = new OpenIdConnectConfiguration { Issuer = Authority.Issuer };
            configuration.SigningKeys.Add((Current ?? throw new IOException("The authority does not answer.")).Key);
            return Task.FromResult(configuration);
        }

        public void RequestRefresh() => Refreshes++;
    }
}
