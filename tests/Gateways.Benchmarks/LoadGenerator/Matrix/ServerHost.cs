using System.Globalization;
using System.Net.Sockets;

namespace Gateways.Benchmarks.LoadGenerator;

/// <summary>The servers of one workload that run at the moment. All of them end with it.</summary>
internal sealed class ServerHost(string cpus, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan StartPoll = TimeSpan.FromMilliseconds(50);

    private readonly Dictionary<string, ChildProcess> _running = new(StringComparer.Ordinal);

    public bool IsRunning(ServerEntry server) => _running.TryGetValue(server.Name, out ChildProcess? process) && !process.HasExited;

    /// <summary>The process of the server, which is started when it does not run, and awaited until it accepts connections.</summary>
    /// <exception cref="IOException">It ended or did not listen in time, or something else holds its port.</exception>
    public async Task<int> GetAsync(ServerEntry server, CancellationToken cancellationToken)
    {
        if (IsRunning(server))
        {
            return _running[server.Name].Id;
        }

        Stop(server);
        if (await CanConnectAsync(server.Port, cancellationToken))
        {
            throw new IOException($"port {server.Port} is taken; whatever answers there is not {server.Name}");
        }

        string port = server.Port.ToString(CultureInfo.InvariantCulture);
        var process = new ChildProcess(cpus, server.Cmd, server.Cwd, [.. server.Env, new("PORT", port)]);
        _running[server.Name] = process;
        long start = time.GetTimestamp();
        while (!process.HasExited && time.GetElapsedTime(start) < StartLimit)
        {
            if (await CanConnectAsync(server.Port, cancellationToken))
            {
                return process.Id;
            }

            await Task.Delay(StartPoll, time, cancellationToken);
        }

        string log = process.Log;
        Stop(server);
        throw new IOException($"{server.Name} did not start. {log}");
    }

    public void Stop(ServerEntry server)
    {
        if (_running.Remove(server.Name, out ChildProcess? process))
        {
            process.Dispose();
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (ChildProcess process in _running.Values)
        {
            process.Dispose();
        }

        _running.Clear();
    }

    private static async Task<bool> CanConnectAsync(int port, CancellationToken cancellationToken)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync("127.0.0.1", port, cancellationToken);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
