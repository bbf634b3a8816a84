using System.Net;
using System.Net.Sockets;
using Garnet;
using Garnet.server;

namespace Chat;

/// <summary>A Garnet in this process, on a free port of the loopback address: Redis for a demonstration, nothing to install.</summary>
public sealed class EmbeddedRedis : IDisposable
{
    private readonly GarnetServer _server;

    public EmbeddedRedis()
    {
        var endPoint = FindFreeEndPoint();
        ConnectionString = endPoint.ToString();
        _server = new GarnetServer(new GarnetServerOptions
        {
            EndPoints = [endPoint],
            LogMemorySize = "64m",
            PageSize = "4m",
            IndexMemorySize = "8m",
            QuietMode = true,
            EnableLua = true,
            LuaOptions = new LuaOptions(LuaMemoryManagementMode.Native, "", Timeout.InfiniteTimeSpan, LuaLoggingMode.Enable, []),
        });
        _server.Start();
    }

    public string ConnectionString { get; }

    public void Dispose() => _server.Dispose();

    private static IPEndPoint FindFreeEndPoint()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return (IPEndPoint)listener.LocalEndpoint;
    }
}
