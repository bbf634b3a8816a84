using Gateways.Authentication.JwtBearer.Tests.Fakes;
using Microsoft.AspNetCore.Authorization;

namespace Gateways.Authentication.JwtBearer.Tests;

public sealed class JwtGuardMessageTests : IDisposable
{
    private readonly GuardHost _host = new(static options => options.CloseOnExpiration = false);

    [Fact]
    public async Task CanActivate_AdmittedClient_PassesAtOnceWithoutAnotherCheck()
    {
        var client = await _host.AdmitAsync();

        var verdict = _host.SendAsync(client);

        Assert.True(verdict.IsCompletedSuccessfully);
        Assert.True((await verdict).IsAllowed);
        Assert.Equal(1, _host.Handler.Checks);
    }

    [Fact]
    public async Task CanActivate_TokenHasExpired_DeniesButLeavesTheClient()
    {
        var client = await _host.AdmitAsync(TimeSpan.FromMinutes(10));

        _host.Time.Advance(TimeSpan.FromMinutes(11) - TimeSpan.FromSeconds(1));
        Assert.True((await _host.SendAsync(client)).IsAllowed);
        _host.Time.Advance(TimeSpan.FromSeconds(1));

        Denial.Is("token_expired", await _host.SendAsync(client));
        Assert.Null(client.Closed);
    }

    [Fact]
    public async Task CanActivate_OpenHandler_LetsAnExpiredClientPass()
    {
        var client = await _host.AdmitAsync();
        _host.Time.Advance(TimeSpan.FromHours(1));

        Assert.True((await _host.SendAsync(client, new AllowAnonymousAttribute())).IsAllowed);
    }

    [Fact]
    public async Task CanActivate_NoConnectionGuard_ChecksTheTokenWithTheFirstMessage()
    {
        var client = new FakeClient(_host.Token());

        Assert.True((await _host.SendAsync(client)).IsAllowed);
        Assert.True((await _host.SendAsync(client)).IsAllowed);

        Assert.Equal(("ada", 1), (client.UserIdentifier, _host.Handler.Checks));
        Assert.Equal("ada", Authority.NameOf(client.User));
    }

    [Fact]
    public async Task CanActivate_NoConnectionGuardAndBadToken_IsCheckedOnce()
    {
        var client = new FakeClient("garbage");

        Denial.Is("token_invalid", await _host.SendAsync(client));
        Denial.Is("token_invalid", await _host.SendAsync(client));

        Assert.Equal(1, _host.Handler.Checks);
        Assert.True((await _host.SendAsync(client, new AllowAnonymousAttribute())).IsAllowed);
    }

    [Fact]
    public async Task CanActivate_KeyNobodyKnowsYet_IsLookedForAgain()
    {
        var client = new FakeClient(new Authority("k2").Issue(_host.Now.AddMinutes(10)));

        Denial.Is("token_invalid", await _host.SendAsync(client));
        Denial.Is("token_invalid", await _host.SendAsync(client));

        Assert.Equal(2, _host.Handler.Checks);
    }

    [Fact]
    public async Task CanActivate_SeveralFirstMessagesAtOnce_AgreeOnOneSession()
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _host.Handler.Gate = gate.Task;
        var client = new FakeClient(_host.Token());
        var messages = Enumerable.Range(0, 8).Select(_ => _host.SendAsync(client).AsTask()).ToArray();

        gate.SetResult();

        Assert.All(await Task.WhenAll(messages), static verdict => Assert.True(verdict.IsAllowed));
        Assert.Equal("ada", client.UserIdentifier);
        _host.Time.Advance(TimeSpan.FromHours(1));
        Denial.Is("token_expired", await _host.SendAsync(client));
    }

    [Fact]
    public async Task CanActivate_NoToken_IsDeniedUnlessTheHandlerIsOpen()
    {
        var client = new FakeClient(token: null);

        Denial.Is("token_missing", await _host.SendAsync(client));
        Assert.True((await _host.SendAsync(client, new AllowAnonymousAttribute())).IsAllowed);
    }

    public void Dispose() => _host.Dispose();
}
