namespace Gateways.Redis.Tests.Servers;

/// <summary>One redis-server for all tests of a class; where none is installed, a Garnet stands in, but never on a build server.</summary>
public sealed class RedisServerFixture : IRedisServer, IAsyncLifetime
{
    private readonly RedisServerProcess _process = new();
    private GarnetFixture? _standIn;

    public string ConnectionString => _standIn?.ConnectionString ?? _process.ConnectionString;

    public async Task InitializeAsync()
    {
        if (RedisServerProcess.Executable is null && Environment.GetEnvironmentVariable("CI") is null)
        {
            _standIn = new GarnetFixture();
        }
        else
        {
            await _process.StartAsync();
        }
    }

    public Task DisposeAsync()
    {
        _process.Dispose();
        _standIn?.Dispose();
        return Task.CompletedTask;
    }
}
