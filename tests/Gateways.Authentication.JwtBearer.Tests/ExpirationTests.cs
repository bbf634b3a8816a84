using Gateways.Authentication.JwtBearer.Tests.Fakes;

namespace Gateways.Authentication.JwtBearer.Tests;

public sealed class ExpirationTests : IDisposable
{
    private readonly GuardHost _host = new();

    [Fact]
    public async Task Expiration_OfTheToken_ClosesTheClientAfterTheClockSkew()
    {
        var client = await _host.AdmitAsync(TimeSpan.FromMinutes(10));

        _host.Time.Advance(TimeSpan.FromMinutes(11) - TimeSpan.FromSeconds(1));
        Assert.Null(client.Closed);
        _host.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(CloseReason.Unauthorized, client.Closed);
    }

    [Fact]
    public async Task Expiration_OfManyClients_TakesOneTimer()
    {
        var before = _host.Time.Timers;
        var clients = new List<FakeClient>();
        for (var i = 1; i <= 100; i++)
        {
            clients.Add(await _host.AdmitAsync(TimeSpan.FromMinutes(i % 2 == 0 ? 100 - i : 100 + i)));
        }

        Assert.Equal(before, _host.Time.Timers);
        _host.Time.Advance(TimeSpan.FromMinutes(51));
        Assert.Equal(25 + 1, clients.Count(static client => client.Closed is not null));
        _host.Time.Advance(TimeSpan.FromDays(1));
        Assert.All(clients, static client => Assert.Equal(CloseReason.Unauthorized, client.Closed));
    }

    [Fact]
    public async Task Expiration_WithoutConnectionGuard_IsWatchedFromTheFirstMessageOn()
    {
        var client = new FakeClient(_host.Token());
        await _host.SendAsync(client);

        _host.Time.Advance(TimeSpan.FromMinutes(12));

        Assert.Equal(CloseReason.Unauthorized, client.Closed);
    }

    [Fact]
    public async Task Expiration_OfAClientThatWasRefusedLater_IsNobodysAffair()
    {
        Assert.True((await _host.ConnectAsync(new FakeConnect(_host.Token()))).IsAllowed);

        _host.Time.Advance(TimeSpan.FromHours(1));

        Assert.DoesNotContain(_host.Log.Lines, static line => line.Id is 5103 or 5104);
    }

    [Fact]
    public async Task Expiration_ClientHasLeft_IsNotClosedAgain()
    {
        var client = await _host.AdmitAsync();
        client.Leave();

        _host.Time.Advance(TimeSpan.FromHours(1));

        Assert.Null(client.Closed);
    }

    [Fact]
    public async Task Expiration_ClientThatCannotBeClosed_DoesNotKeepTheOthers()
    {
        var broken = new FakeClient(new FakeHandshake(_host.Token()), new ClientData(), new(), null) { FailsToClose = true };
        await _host.SendAsync(broken);
        var client = await _host.AdmitAsync();

        _host.Time.Advance(TimeSpan.FromHours(1));

        Assert.Equal(CloseReason.Unauthorized, client.Closed);
        Assert.Contains(_host.Log.Lines, static line => line.Id == 5104);
    }

    [Fact]
    public async Task Expiration_WhenTheSchemeIgnoresLifetimes_NeverComes()
    {
        using var host = new GuardHost(scheme: static options => options.TokenValidationParameters.ValidateLifetime = false);
        var client = await host.AdmitAsync(TimeSpan.FromDays(-1));

        host.Time.Advance(TimeSpan.FromDays(1));

        Assert.True((await host.SendAsync(client)).IsAllowed);
        Assert.Null(client.Closed);
    }

    [Fact]
    public async Task Expiration_OfATokenWithoutEnd_NeverComes()
    {
        using var host = new GuardHost(scheme: static options => options.TokenValidationParameters.RequireExpirationTime = false);
        var connect = new FakeConnect(host.Authority.Issue(null));
        Assert.True((await host.ConnectAsync(connect)).IsAllowed);
        var client = connect.Connect();

        host.Time.Advance(TimeSpan.FromDays(1000));

        Assert.Null(client.Closed);
    }

    [Fact]
    public async Task Expiration_AtTheEndOfTime_DoesNotOverflow()
    {
        var connect = new FakeConnect(_host.Authority.Issue(DateTimeOffset.MaxValue));

        Assert.True((await _host.ConnectAsync(connect)).IsAllowed);

        Assert.True(connect.Connect().IsConnected);
    }

    [Fact]
    public void Queue_ManyClientsThatLeave_DoesNotKeepThem()
    {
        using var queue = new ExpirationQueue(_host.Time, _host.Log);
        var staying = CreateSession();
        queue.Add(staying);
        for (var i = 0; i < 10_000; i++)
        {
            var session = CreateSession();
            queue.Add(session);
            ((FakeClient)session.Client!).Leave();
        }

        Assert.InRange(queue.Count, 1, 1024);
        _host.Time.Advance(TimeSpan.FromHours(2));
        Assert.Equal(CloseReason.Unauthorized, ((FakeClient)staying.Client!).Closed);
        Assert.Equal(0, queue.Count);
    }

    [Fact]
    public async Task Dispose_ThenExpiration_ClosesNobody()
    {
        var client = await _host.AdmitAsync();

        _host.Guard.Dispose();
        _host.Time.Advance(TimeSpan.FromHours(1));

        Assert.Null(client.Closed);
    }

    public void Dispose() => _host.Dispose();

    private JwtSession CreateSession()
    {
        var verdict = TokenVerdict.Accept(new(), _host.Now, (_host.Now + TimeSpan.FromHours(1)).UtcTicks);
        return new JwtSession(_host.Guard, verdict) { Client = new FakeClient(token: null) };
    }
}
