using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using Gateways.Specification;
using Gateways.Specification.Hosting;

namespace Gateways.Redis.Tests.Servers;

/// <summary>A real redis-server of this test's own, without files, that can be killed, halted and started again on its port.</summary>
public sealed class RedisServerProcess : IRedisServer, IDisposable
{
    private readonly int _port = FreePort.Find();
    private Process? _process;

    public string ConnectionString => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{_port}");

    /// <summary>Where redis-server is; null when it is not installed.</summary>
    public static string? Executable { get; } =
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(static folder => Path.Combine(folder, "redis-server")).FirstOrDefault(File.Exists);

    public async Task StartAsync(params string[] more)
    {
        var start = new ProcessStartInfo(Executable!) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        foreach (var argument in (string[])["--port", _port.ToString(CultureInfo.InvariantCulture), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--daemonize", "no", "--dir", Path.GetTempPath(), .. more])
        {
            start.ArgumentList.Add(argument);
        }

        _process = Process.Start(start)!;
        _process.OutputDataReceived += static (_, _) => { };
        _process.BeginOutputReadLine();
        var started = Stopwatch.StartNew();
        while (!await AnswersAsync())
        {
            Assert.True(started.Elapsed < Patience.Limit && !_process.HasExited, "redis-server did not start.");
        }
    }

    /// <summary>kill -9.</summary>
    public void Kill()
    {
        _process!.Kill();
        _process.WaitForExit();
        _process.Dispose();
        _process = null;
    }

    /// <summary>It keeps its connections and says nothing.</summary>
    public void Halt() => Signal("STOP");

    public void Continue() => Signal("CONT");

    public void Dispose()
    {
        if (_process is not null)
        {
            Kill();
        }
    }

    private void Signal(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", _process!.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
        Assert.Equal(0, kill.ExitCode);
    }

    private async Task<bool> AnswersAsync()
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync("127.0.0.1", _port);
            await client.GetStream().WriteAsync("PING\r\n"u8.ToArray());
            return await client.GetStream().ReadAsync(new byte[16]) > 0;
        }
        catch (Exception error) when (error is SocketException or IOException)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, CancellationToken.None);
            return false;
        }
    }
}
