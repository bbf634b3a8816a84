using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gateways.Authentication.JwtBearer.Tests.Fakes;

/// <summary>The guard as an application has it, with a clock of the test's own.</summary>
internal sealed class GuardHost : IDisposable
{
    private readonly ServiceProvider _services;

    public GuardHost(Action<JwtGuardOptions>? configure = null, Action<JwtBearerOptions>? scheme = null)
    {
        var builder = new FakeBuilder();
        builder.AddJwtGuard(configure);
        builder.Services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(Log));
        builder.Services.AddSingleton<TimeProvider>(Time);
        builder.Services.AddAuthentication().AddJwtBearer(options =>
        {
            options.TokenHandlers.Clear();
            options.TokenHandlers.Add(Handler);
            options.TokenValidationParameters.ValidIssuer = Authority.Issuer;
            options.TokenValidationParameters.ValidAudience = Authority.Audience;
            options.TokenValidationParameters.IssuerSigningKey = Authority.Key;
            options.TokenValidationParameters.ClockSkew = TimeSpan.FromMinutes(1);
            scheme?.Invoke(options);
        });
        _services = builder.Services.BuildServiceProvider(validateScopes: true);
        Guard = _services.GetRequiredService<JwtGuard>();
    }

    public Authority Authority { get; } = new();

    /// <summary>Starts with the system's time, for the token library knows only that.</summary>
    public CountingTime Time { get; } = new(TimeProvider.System.GetUtcNow());

    public CountingHandler Handler { get; } = new() { MapInboundClaims = true };

    public LogLines Log { get; } = new();

    public JwtGuard Guard { get; }

    public DateTimeOffset Now => Time.GetUtcNow();

    public string Token(TimeSpan? life = null, string? user = "ada") => Authority.Issue(Now + (life ?? TimeSpan.FromMinutes(10)), user);

    public ValueTask<GuardResult> ConnectAsync(FakeConnect connect) => Guard.CanConnectAsync(connect, default);

    /// <summary>Lets a client in.</summary>
    public async Task<FakeClient> AdmitAsync(TimeSpan? life = null, string? user = "ada")
    {
        var connect = new FakeConnect(Token(life, user));
        Assert.True((await ConnectAsync(connect)).IsAllowed);
        return connect.Connect();
    }

    public ValueTask<GuardResult> SendAsync(IGatewayClient client, params object[] attributes) => Guard.CanActivateAsync(new FakeMessage(client, attributes));

    public void Dispose() => _services.Dispose();
}
