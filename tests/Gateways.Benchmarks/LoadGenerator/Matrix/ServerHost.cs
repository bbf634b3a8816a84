using System.Globalization;
using System.Net.Sockets;

namespace Gateways.Benchmarks.LoadGenerator;

/// <summary>The servers of one workload that run at the moment, and the services they need. All of them end with it.</summary>
internal sealed class ServerHost(MatrixFile file, string serverCpus, string serviceCpus, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan StartPoll = TimeSpan.FromMilliseconds(50);

    private readonly Dictionary<string, ChildProcess> _running = new(StringComparer.Ordinal);

    public bool IsRunning(ServerEntry server) => IsRunning(server.Name) && (server.Twin is null || IsRunning(TwinName(server)));

    /// <summary>The processes of the server, which are started when they do not run, and awaited until they accept connections; the second is 0 where there is none.</summary>
    /// <exception cref="IOException">One ended or did not listen in time, or something else holds its port.</exception>
    public async Task<(int Pid, int TwinPid)> GetAsync(ServerEntry server, CancellationToken cancellationToken)
    {
        foreach (ServiceEntry service in server.Needs.Select(file.Service))
        {
            await GetAsync(service.Name, service.Port, port => new ChildProcess(serviceCpus, service.Cmd), cancellationToken);
        }

        ChildProcess Start(int port) => new(serverCpus, server.Cmd, server.Cwd, [.. server.Env, new("PORT", port.ToString(CultureInfo.InvariantCulture))]);
        int pid = await GetAsync(server.Name, server.Port, Start, cancellationToken);
        return (pid, server.Twin is { } twin ? await GetAsync(TwinName(server), twin, Start, cancellationToken) : 0);
    }

    public void Stop(ServerEntry server)
    {
        Stop(server.Name);
        Stop(TwinName(server));
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

    private static string TwinName(ServerEntry server) => server.Name + " (twin)";

    private bool IsRunning(string name) => _running.TryGetValue(name, out ChildProcess? process) && !process.HasExited;

    private async Task<int> GetAsync(string name, int port, Func<int, ChildProcess> start, CancellationToken cancellationToken)
    {
        if (IsRunning(name))
        {
            return _running[name].Id;
        }

        Stop(name);
        if (await CanConnectAsync(port, cancellationToken))
        {
            throw new IOException($"port {port} is taken; whatever answers there is not {name}");
        }

        ChildProcess process = start(port);
        _running[name] = process;
        long started = time.GetTimestamp();
        while (!process.HasExited && time.GetElapsedTime(started) < StartLimit)
        {
            if (await CanConnectAsync(port, cancellationToken))
            {
                return process.Id;
            }

            await Task.Delay(StartPoll, time, cancellationToken);
        }

        string log = process.Log;
        Stop(name);
        throw new IOException($"{name} did not start. {log}");
    }

    private void Stop(string name)
    {
        if (_running.Remove(name, out ChildProcess? process))
        {
            process.Dispose();
        }
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
