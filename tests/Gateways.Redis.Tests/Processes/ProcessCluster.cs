using System.Text.Json;
using Gateways.Redis.Tests.ScaleOut;
using Gateways.Redis.Tests.Servers;
using Gateways.Specification.Clients;

namespace Gateways.Redis.Tests.Processes;

/// <summary>Servers in processes of their own on one redis-server, and clients of theirs.</summary>
public abstract class ProcessCluster : IAsyncLifetime
{
    /// <summary>After how long a killed server's users are gone; a machine under load must not take a server that lives for dead.</summary>
    private static readonly TimeSpan ServerTimeout = TimeSpan.FromSeconds(3);

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private readonly RedisServerProcess _redis = new();
    private readonly string _prefix = $"process-{Guid.NewGuid():N}";
    private readonly List<ServerProcess> _servers = [];
    private readonly List<SpecificationClient> _clients = [];

    public async Task InitializeAsync()
    {
        if (RedisServerProcess.Executable is not null || Environment.GetEnvironmentVariable("CI") is not null)
        {
            await _redis.StartAsync();
        }
    }

    public async Task DisposeAsync()
    {
        foreach (var client in _clients)
        {
            await client.DisposeAsync();
        }

        foreach (var server in _servers)
        {
            server.Dispose();
        }

        _redis.Dispose();
    }

    private protected async Task<ServerProcess> StartServerAsync()
    {
        var server = await ServerProcess.StartAsync(_redis.ConnectionString, _prefix, ServerTimeout);
        _servers.Add(server);
        return server;
    }

    private protected async Task<SpecificationClient> ConnectAsync(ServerProcess server, string user, string room, GatewayTransports transport = GatewayTransports.WebSocket)
    {
        var client = await MixedClients.OpenAsync(server.Address, new ClientRequest("/process"), transport);
        _clients.Add(client);
        await CallAsync<string>(client, "enter", new Entry(user, room));
        return client;
    }

    protected static async Task<T> CallAsync<T>(SpecificationClient client, string eventName, params object[] body)
    {
        ArgumentNullException.ThrowIfNull(client);
        var ack = await client.CallAsync(eventName, [.. body.Select(static value => JsonSerializer.Serialize(value, Json))]);
        Assert.Null(ack.Error);
        return Read<T>(ack.Value!);
    }

    protected static T Read<T>(string json) => JsonSerializer.Deserialize<T>(json, Json)!;
}
