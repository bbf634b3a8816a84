using System.Security.Claims;
using Gateways.Authentication.JwtBearer.Tests.Fakes;

namespace Gateways.Authentication.JwtBearer.Tests;

public sealed class RefreshTests : IDisposable
{
    private readonly GuardHost _host = new(static options => options.CloseOnExpiration = true, static options => options.TokenValidationParameters.ValidIssuers = ["https://other.example"]);

    [Fact]
    public async Task Refresh_NewTokenOfTheSameUser_ReplacesTheUserAndMovesTheDeadline()
    {
        var client = await _host.AdmitAsync(TimeSpan.FromMinutes(10));
        var before = client.User;
        var end = _host.Now.AddMinutes(30);

        var validTo = await client.RefreshTokenAsync(_host.Authority.Issue(end));

        Assert.Equal(end.ToUnixTimeSeconds(), validTo!.Value.ToUnixTimeSeconds());
        Assert.NotSame(before, client.User);
        _host.Time.Advance(TimeSpan.FromMinutes(30));
        Assert.True((await _host.SendAsync(client)).IsAllowed);
        Assert.Null(client.Closed);
        _host.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(CloseReason.Unauthorized, client.Closed);
    }

    [Fact]
    public async Task Refresh_TokenThatEndsEarlier_ClosesEarlier()
    {
        var client = await _host.AdmitAsync(TimeSpan.FromHours(2));

        await client.RefreshTokenAsync(_host.Token(TimeSpan.FromMinutes(5)));
        _host.Time.Advance(TimeSpan.FromMinutes(6));

        Assert.Equal(CloseReason.Unauthorized, client.Closed);
    }

    [Fact]
    public async Task Refresh_TokenOfAnotherUser_ChangesNothing()
    {
        var client = await _host.AdmitAsync();
        var before = client.User;

        var error = await Assert.ThrowsAsync<WsException>(() => client.RefreshTokenAsync(_host.Token(user: "eve")).AsTask());

        Assert.Equal("Token of another user", error.Message);
        Assert.Same(before, client.User);
        Assert.Equal("ada", client.UserIdentifier);
        _host.Time.Advance(TimeSpan.FromMinutes(11));
        Assert.Equal(CloseReason.Unauthorized, client.Closed);
    }

    [Fact]
    public async Task Refresh_SameIdFromAnotherIssuer_IsAnotherUser()
    {
        var client = await _host.AdmitAsync();

        var error = await Assert.ThrowsAsync<WsException>(() => client.RefreshTokenAsync(_host.Authority.Issue(_host.Now.AddHours(1), issuer: "https://other.example")).AsTask());

        Assert.Equal("Token of another user", error.Message);
    }

    [Fact]
    public async Task Refresh_TokensWithoutUser_AreNobodys()
    {
        var client = await _host.AdmitAsync(user: null);

        var error = await Assert.ThrowsAsync<WsException>(() => client.RefreshTokenAsync(_host.Token(user: null)).AsTask());

        Assert.Equal("Token of another user", error.Message);
    }

    [Fact]
    public async Task Refresh_BadToken_ChangesNothing()
    {
        var client = await _host.AdmitAsync();
        var before = client.User;

        foreach (var (token, text) in new[] { ("", "Token invalid"), ("garbage", "Token invalid"), (new string('x', 20_000), "Token invalid"), (_host.Token(TimeSpan.FromHours(-1)), "Token expired") })
        {
            Assert.Equal(text, (await Assert.ThrowsAsync<WsException>(() => client.RefreshTokenAsync(token).AsTask())).Message);
        }

        Assert.Same(before, client.User);
        Assert.True((await _host.SendAsync(client)).IsAllowed);
    }

    [Fact]
    public async Task Refresh_IdentifierOfTheApplicationsOwn_Stays()
    {
        var client = await _host.AdmitAsync();
        client.UserIdentifier = "tenant-7/ada";

        await client.RefreshTokenAsync(_host.Token(TimeSpan.FromHours(1)));

        Assert.Equal("tenant-7/ada", client.UserIdentifier);
        Assert.Equal("ada", Authority.NameOf(client.User));
    }

    [Fact]
    public async Task Refresh_ClientThatCameWithoutToken_IsRefused()
    {
        var connect = new FakeConnect(null) { User = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, "ada")], "Cookies")) };
        Assert.True((await _host.ConnectAsync(connect)).IsAllowed);

        var error = await Assert.ThrowsAsync<WsException>(() => connect.Connect().RefreshTokenAsync(_host.Token()).AsTask());

        Assert.Equal("No token to refresh", error.Message);
    }

    [Fact]
    public async Task Refresh_AfterExpiration_IsPossibleWhereTheClientStays()
    {
        using var host = new GuardHost(static options => options.CloseOnExpiration = false);
        var client = await host.AdmitAsync(TimeSpan.FromSeconds(30));
        host.Time.Advance(TimeSpan.FromMinutes(2));
        Denial.Is("token_expired", await host.SendAsync(client));

        await client.RefreshTokenAsync(host.Token());

        Assert.True((await host.SendAsync(client)).IsAllowed);
    }

    public void Dispose() => _host.Dispose();
}
