using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Gateways.Redis.Tests.Faults;

/// <summary>A TCP proxy whose connections can fall silent: they stay open, and nothing comes through any more.</summary>
internal sealed class SilentProxy : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentBag<CancellationTokenSource> _connections = [];
    private readonly ConcurrentBag<TcpClient> _sockets = [];
    private readonly string _target;

    public SilentProxy(string target)
    {
        _target = target;
        _listener.Start();
        _ = AcceptAsync();
    }

    public string ConnectionString => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    /// <summary>The connections of now fall silent; later ones work.</summary>
    public void Silence()
    {
        foreach (var connection in _connections)
        {
            connection.Cancel();
        }
    }

    public void Dispose()
    {
        _listener.Stop();
        foreach (var socket in _sockets)
        {
            socket.Dispose();
        }
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync();
                var server = new TcpClient();
                _sockets.Add(client);
                _sockets.Add(server);
                var address = IPEndPoint.Parse(_target);
                await server.ConnectAsync(address);
                var silent = new CancellationTokenSource();
                _connections.Add(silent);
                _ = PumpAsync(client, server, silent.Token);
                _ = PumpAsync(server, client, silent.Token);
            }
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            // Stopped.
        }
    }

    private static async Task PumpAsync(TcpClient from, TcpClient to, CancellationToken silent)
    {
        try
        {
            var buffer = new byte[16 * 1024];
            while (true)
            {
                var read = await from.GetStream().ReadAsync(buffer, silent);
                if (read == 0)
                {
                    to.Client.Shutdown(SocketShutdown.Send);
                    return;
                }

                await to.GetStream().WriteAsync(buffer.AsMemory(0, read), silent);
            }
        }
        catch (Exception error) when (error is IOException or SocketException or OperationCanceledException or ObjectDisposedException or InvalidOperationException)
        {
            // Silent, or gone.
        }
    }
}
