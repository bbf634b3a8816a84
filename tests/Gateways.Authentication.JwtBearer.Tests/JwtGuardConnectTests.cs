using System.Security.Claims;
using System.Text;
using Gateways.Authentication.JwtBearer.Tests.Fakes;
using Microsoft.AspNetCore.Authorization;
using Microsoft.IdentityModel.Tokens;

namespace Gateways.Authentication.JwtBearer.Tests;

public sealed class JwtGuardConnectTests : IDisposable
{
    private readonly GuardHost _host = new();

    [Fact]
    public async Task CanConnect_ValidToken_SetsTheUser()
    {
        var connect = new FakeConnect(_host.Token());

        Assert.True((await _host.ConnectAsync(connect)).IsAllowed);

        Assert.Equal("ada", connect.UserIdentifier);
        Assert.True(connect.User.IsInRole("writer"));
        Assert.True(connect.User.Identity!.IsAuthenticated);
    }

    [Fact]
    public async Task CanConnect_ClaimsWithShortNames_StillIdentifyTheUser()
    {
        _host.Handler.MapInboundClaims = false;
        var connect = new FakeConnect(_host.Token());

        Assert.True((await _host.ConnectAsync(connect)).IsAllowed);

        Assert.Equal(("ada", "ada"), (connect.UserIdentifier, connect.User.FindFirst("sub")!.Value));
    }

    [Fact]
    public async Task CanConnect_ValidToken_IsNotKeptWithTheUser()
    {
        var connect = new FakeConnect(_host.Token());

        await _host.ConnectAsync(connect);

        Assert.Null(Assert.IsType<CaseSensitiveClaimsIdentity>(connect.User.Identity).SecurityToken);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public async Task CanConnect_NoToken_IsDenied(string? token) => Denial.Is("token_missing", await _host.ConnectAsync(new FakeConnect(token)));

    [Theory]
    [InlineData("garbage")]
    [InlineData(" ")]
    [InlineData("a.b.c")]
    [InlineData("....")]
    [InlineData("null")]
    [InlineData("e30.e30.")]
    [InlineData("e30.e30.e30")]
    [InlineData("\u0000\uD83D\uDE00.\u0131.\u202E")]
    [InlineData("{\"alg\":\"none\"}.{\"sub\":\"ada\"}.")]
    public async Task CanConnect_Garbage_IsDenied(string token) => Denial.Is("token_invalid", await _host.ConnectAsync(new FakeConnect(token)));

    [Theory]
    [InlineData("none")]
    [InlineData("None")]
    [InlineData("nOnE")]
    public async Task CanConnect_WithoutSignature_IsDenied(string algorithm)
    {
        var end = _host.Now.AddMinutes(10).ToUnixTimeSeconds();
        var header = Base64UrlEncoder.Encode($$"""{"alg":"{{algorithm}}","typ":"JWT"}""");
        var payload = Base64UrlEncoder.Encode($$"""{"sub":"ada","iss":"{{Authority.Issuer}}","aud":"{{Authority.Audience}}","exp":{{end}}}""");

        Denial.Is("token_invalid", await _host.ConnectAsync(new FakeConnect($"{header}.{payload}.")));
    }

    [Fact]
    public async Task CanConnect_SignedWithThePublicKeyAsSecret_IsDenied()
    {
        var secret = new SymmetricSecurityKey(Encoding.UTF8.GetBytes(_host.Authority.Pair.ExportSubjectPublicKeyInfoPem())) { KeyId = _host.Authority.Key.KeyId };
        var token = _host.Authority.Issue(_host.Now.AddMinutes(10), credentials: new SigningCredentials(secret, SecurityAlgorithms.HmacSha256));

        Denial.Is("token_invalid", await _host.ConnectAsync(new FakeConnect(token)));
    }

    [Fact]
    public async Task CanConnect_AnotherAuthoritysKey_IsDenied() => Denial.Is("token_invalid", await _host.ConnectAsync(new FakeConnect(new Authority().Issue(_host.Now.AddMinutes(10)))));

    [Fact]
    public async Task CanConnect_AnotherAudience_IsDenied() =>
        Denial.Is("token_invalid", await _host.ConnectAsync(new FakeConnect(_host.Authority.Issue(_host.Now.AddMinutes(10), audience: "shop"))));

    [Fact]
    public async Task CanConnect_AnotherIssuer_IsDenied() =>
        Denial.Is("token_invalid", await _host.ConnectAsync(new FakeConnect(_host.Authority.Issue(_host.Now.AddMinutes(10), issuer: "https://evil.example"))));

    [Fact]
    public async Task CanConnect_TokenOfTomorrow_IsDenied() =>
        Denial.Is("token_invalid", await _host.ConnectAsync(new FakeConnect(_host.Authority.Issue(_host.Now.AddDays(2), start: _host.Now.AddDays(1)))));

    [Fact]
    public async Task CanConnect_TokenWithoutEnd_IsDeniedUnlessTheSchemeAllowsIt() => Denial.Is("token_invalid", await _host.ConnectAsync(new FakeConnect(_host.Authority.Issue(null))));

    [Fact]
    public async Task CanConnect_PayloadChanged_IsDenied()
    {
        var parts = _host.Token().Split('.');
        parts[1] = Base64UrlEncoder.Encode(Base64UrlEncoder.Decode(parts[1]).Replace("\"ada\"", "\"eve\"", StringComparison.Ordinal));

        Denial.Is("token_invalid", await _host.ConnectAsync(new FakeConnect(string.Join('.', parts))));
    }

    [Fact]
    public async Task CanConnect_SignatureCutOff_IsDenied() => Denial.Is("token_invalid", await _host.ConnectAsync(new FakeConnect(_host.Token()[..^20])));

    [Fact]
    public async Task CanConnect_ExpiredToken_SaysSo() => Denial.Is("token_expired", await _host.ConnectAsync(new FakeConnect(_host.Token(TimeSpan.FromMinutes(-2)))));

    [Fact]
    public async Task CanConnect_ExpiredByTheApplicationsClock_IsDenied()
    {
        var token = _host.Token();
        _host.Time.Advance(TimeSpan.FromMinutes(11));

        Denial.Is("token_expired", await _host.ConnectAsync(new FakeConnect(token)));
    }

    [Fact]
    public async Task CanConnect_HugeToken_IsNotLookedAt()
    {
        var token = _host.Token();

        Denial.Is("token_invalid", await _host.ConnectAsync(new FakeConnect(token + new string('A', 16 * 1024 + 1 - token.Length))));
        Assert.Equal(0, _host.Handler.Checks);

        Denial.Is("token_invalid", await _host.ConnectAsync(new FakeConnect(token + new string('A', 16 * 1024 - token.Length))));
        Assert.Equal(1, _host.Handler.Checks);
    }

    [Fact]
    public async Task CanConnect_WhateverTheToken_NeverLogsIt()
    {
        string[] tokens = [_host.Token(), _host.Token(TimeSpan.FromHours(-1)), new Authority().Issue(_host.Now.AddMinutes(1)), "secret.secret.secret", new string('s', 20_000)];
        foreach (var token in tokens)
        {
            await _host.ConnectAsync(new FakeConnect(token));
        }

        Assert.Equal(4, _host.Log.Lines.Count(static line => line.Id is 5101 or 5102));
        Assert.All(tokens, token => Assert.DoesNotContain(_host.Log.Lines, line => line.Text.Contains(token.Split('.')[^1], StringComparison.Ordinal)));
    }

    [Fact]
    public async Task CanConnect_AuthenticatedRequestWithoutToken_PassesUnlessToldOtherwise()
    {
        using var strict = new GuardHost(static options => options.AcceptAuthenticatedRequests = false);

        Assert.True((await _host.ConnectAsync(Authenticated(null))).IsAllowed);
        Denial.Is("token_missing", await strict.ConnectAsync(Authenticated(null)));
    }

    [Fact]
    public async Task CanConnect_AuthenticatedRequestWithBadToken_IsJudgedByTheToken() => Denial.Is("token_invalid", await _host.ConnectAsync(Authenticated("garbage")));

    [Fact]
    public async Task CanConnect_OpenGateway_LetsEveryoneInAndKnowsWhoHasAToken()
    {
        object[] open = [new AllowAnonymousAttribute()];
        var known = new FakeConnect(_host.Token()) { Attributes = open };
        var unknown = new FakeConnect("garbage") { Attributes = open };

        Assert.True((await _host.ConnectAsync(new FakeConnect(null) { Attributes = open })).IsAllowed);
        Assert.True((await _host.ConnectAsync(known)).IsAllowed);
        Assert.True((await _host.ConnectAsync(unknown)).IsAllowed);

        Assert.Equal(("ada", null), (known.UserIdentifier, unknown.UserIdentifier));
        Assert.False(unknown.User.Identity!.IsAuthenticated);
    }

    public void Dispose() => _host.Dispose();

    private static FakeConnect Authenticated(string? token) => new(token) { User = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, "bob")], "Cookies")) };
}
