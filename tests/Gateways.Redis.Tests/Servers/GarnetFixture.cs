using System.Globalization;
using System.Net;
using Garnet;
using Garnet.server;
using Gateways.Specification.Hosting;

namespace Gateways.Redis.Tests.Servers;

/// <summary>A Garnet inside the test process: no install, on every platform.</summary>
public sealed class GarnetFixture : IRedisServer, IDisposable
{
    private readonly GarnetServer _server;

    public GarnetFixture()
    {
        var port = FreePort.Find();
        _server = new GarnetServer(new GarnetServerOptions
        {
            EndPoints = [new IPEndPoint(IPAddress.Loopback, port)],
            LogMemorySize = "64m",
            PageSize = "4m",
            IndexMemorySize = "8m",
            QuietMode = true,
            EnableLua = true,
            LuaOptions = new LuaOptions(LuaMemoryManagementMode.Native, "", Timeout.InfiniteTimeSpan, LuaLoggingMode.Enable, []),
        });
        _server.Start();
        ConnectionString = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port}");
    }

    public string ConnectionString { get; }

    public void Dispose() => _server.Dispose();
}
